import { describe, expect, it } from "vitest";
import { translator } from "./i18n";
import { conditionName, headlineParts, kindName, mapName, unitName } from "./names";
import type { RoadReport } from "./types";

const vi = translator("vi");
const en = translator("en");

describe("names", () => {
  it("say the kind of a unit once", () => {
    expect(unitName("Tân Hưng", "xa", "vi", vi)).toBe("Xã Tân Hưng");
    expect(unitName("Sóc Dầm", "soc", "vi", vi)).toBe("Sóc Dầm");
    expect(unitName("Sóc Xoài Lớn", "ap", "vi", vi)).toBe("Sóc Xoài Lớn");
    expect(unitName("Ấp 5", "ap", "en", en)).toBe("Ấp 5");
    expect(unitName("Tân Hưng", "xa", "en", en)).toBe("Tân Hưng commune");
  });

  it("are short on the map", () => {
    expect(mapName("Xã Tân Hưng")).toBe("Tân Hưng");
    expect(mapName("Thị trấn Tân Khai")).toBe("Tân Khai");
    expect(mapName("Ấp Lòng Hồ")).toBe("Lòng Hồ");
    expect(mapName("Ấp 5")).toBe("Ấp 5");
    expect(mapName("Sóc Dầm")).toBe("Sóc Dầm");
  });

  it("make the sentence of the headline around its number", () => {
    const report = { headline_classes: ["ap", "ngo"] } as unknown as RoadReport;
    expect(headlineParts(report, "vi", vi)).toEqual(["Còn ", " đường ấp và tổ/xóm chưa cứng hoá"]);
    expect(headlineParts(report, "en", en)).toEqual(["", " of hamlet and lane roads not yet hardened"]);
  });

  it("keep free text about a condition as it was written", () => {
    expect(conditionName("repair", vi)).toBe("Cần sửa chữa");
    expect(conditionName("", vi)).toBe("Chưa rõ");
    expect(conditionName("mái dột", vi)).toBe("mái dột");
  });

  it("tell the kind of a search result", () => {
    expect(kindName("unit", "soc", vi)).toBe("Sóc");
    expect(kindName("road", "ngo", vi)).toBe("Đường tổ, xóm");
    expect(kindName("facility", "primary", vi)).toBe("Trường tiểu học");
    expect(kindName("facility", "bridge", vi)).toBe("bridge");
  });
});
