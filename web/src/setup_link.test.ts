import { describe, expect, it } from "vitest";
import { parseSetup } from "./setup_link";

describe("a set-up link", () => {
  it("names a user or makes the first administrator", () => {
    expect(parseSetup("#setup=abc-_&user=l%C3%AA.lan")).toEqual({ link: "abc-_", user: "lê.lan" });
    expect(parseSetup("#setup=abc")).toEqual({ link: "abc", user: null });
  });

  it("is no view of the map", () => {
    expect(parseSetup("#12.5/11.6/106.6")).toBeNull();
    expect(parseSetup("#summary")).toBeNull();
    expect(parseSetup("#setup=")).toBeNull();
    expect(parseSetup("")).toBeNull();
  });
});
