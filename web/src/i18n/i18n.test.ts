import { describe, expect, it } from "vitest";
import { en } from "./en";
import { isKey, translate } from "./index";
import { vi } from "./vi";

const marks = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort();

describe("the dictionaries", () => {
  it("take the same values in both languages", () => {
    for (const [key, text] of Object.entries(vi)) {
      expect(marks(en[key as keyof typeof vi]), key).toEqual(marks(text));
    }
  });

  it("hold composed characters only, as the fonts and the search expect", () => {
    for (const text of Object.values(vi)) expect(text).toBe(text.normalize("NFC"));
  });

  it("put values in and leave unknown marks alone", () => {
    expect(translate("vi", "search.count", { n: 3 })).toBe("3 kết quả");
    expect(translate("vi", "search.count")).toBe("{n} kết quả");
    expect(translate("en", "search.count", { n: 0 })).toBe("0 results");
    expect(translate("en", "search.count", { n: "1" })).toBe("1 result");
  });

  it("know their keys, and nothing inherited", () => {
    expect(isKey("condition.good")).toBe(true);
    expect(isKey("toString")).toBe(false);
  });
});
