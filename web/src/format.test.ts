import { describe, expect, it } from "vitest";
import * as format from "./format";

describe("numbers in Vietnamese", () => {
  it("writes kilometres with a comma", () => {
    expect(format.kmUnit(12_400, "vi")).toBe("12,4\u00a0km");
    expect(format.km(1_234_500, "vi")).toBe("1.234,5");
    expect(format.km(0, "vi", 2)).toBe("0,00");
  });

  it("writes short lengths in metres", () => {
    expect(format.length(280, "vi")).toBe("280\u00a0m");
    expect(format.length(1250, "vi")).toBe("1,25\u00a0km");
    expect(format.length(1250, "en")).toBe("1.25\u00a0km");
  });

  it("writes round lengths and shares without needless zeros", () => {
    expect(format.roundLength(500, "vi")).toBe("500\u00a0m");
    expect(format.roundLength(2000, "vi")).toBe("2\u00a0km");
    expect(format.roundLength(1500, "vi")).toBe("1,5\u00a0km");
    expect(format.roundPercent(0.8, "vi")).toBe("80%");
    expect(format.roundPercent(0.725, "vi")).toBe("72,5%");
  });

  it("writes shares, and rounds nothing up to all of it", () => {
    expect(format.percent(0.867, "vi")).toBe("86,7%");
    expect(format.percent(0.99999, "vi")).toBe("99,9%");
    expect(format.percent(1, "vi")).toBe("100,0%");
  });
});

describe("days", () => {
  it("writes day, month, year with two digits", () => {
    expect(format.date("2024-11-05")).toBe("05/11/2024");
    expect(format.date("sometime")).toBe("sometime");
  });

  it("reads what people type, day first", () => {
    expect(format.parseDate("5/11/2024")).toBe("2024-11-05");
    expect(format.parseDate(" 05-11-2024 ")).toBe("2024-11-05");
    expect(format.parseDate("2024-11-05")).toBe("2024-11-05");
  });

  it("refuses days that do not exist", () => {
    expect(format.parseDate("31/02/2024")).toBeNull();
    expect(format.parseDate("13/13/2024")).toBeNull();
    expect(format.parseDate("")).toBeNull();
    expect(format.isDate("2023-02-29")).toBe(false);
    expect(format.isDate("2024-02-29")).toBe(true);
  });
});

describe("chainage", () => {
  it("is written as stationing", () => {
    expect(format.stationing(0)).toBe("Km0+000");
    expect(format.stationing(400)).toBe("Km0+400");
    expect(format.stationing(1250.4)).toBe("Km1+250");
    expect(format.stationing(999.7)).toBe("Km1+000");
  });
});

describe("names", () => {
  it("are ordered as Vietnamese are", () => {
    const names = ["Đồng Nơ", "Ấp 10", "Bình", "Ấp 2", "Ân", "An", "Dương", "Ăn"];
    expect(names.sort(format.compareNames)).toEqual([
      "An",
      "Ăn",
      "Ân",
      "Ấp 2",
      "Ấp 10",
      "Bình",
      "Dương",
      "Đồng Nơ",
    ]);
  });

  it("are joined as in speech", () => {
    expect(format.list(["ấp", "tổ/xóm"], "vi")).toBe("ấp và tổ/xóm");
    expect(format.list(["hamlet", "lane"], "en")).toBe("hamlet and lane");
  });
});
