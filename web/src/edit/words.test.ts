import { describe, expect, it } from "vitest";
import { translator } from "../i18n";
import { editWords } from "../i18n/edit";
import type { Unit } from "../types";
import type { StaleField, Subject } from "./types";
import { changeWord, operationWord, staleWord, surfaceWord, valueWord } from "./words";

const words = { lang: "vi", t: translator("vi"), say: editWords("vi") } as const;

const named = {
  ...words,
  units: new Map([
    ["25345-01", { name: "Ấp 1" } as Unit],
    ["25345", { name: "Đồng Nơ" } as Unit],
  ]),
  people: new Map([["hoa", "Lê Thị Hoa"]]),
};

describe("edits in words", () => {
  it("name surfaces as offices do", () => {
    expect(surfaceWord("btxm", words)).toBe("BTXM");
    expect(surfaceWord("soi_do", words)).toBe("sỏi đỏ");
  });

  it("write values as people read them", () => {
    expect(valueWord("surface", "btxm", words)).toBe("Bê tông xi măng");
    expect(valueWord("class", "ngo", words)).toBe("Đường tổ, xóm");
    expect(valueWord("effective_on", "2024-11-05", words)).toBe("05/11/2024");
    expect(valueWord("width_m", 3.5, words)).toBe("3,5\u00a0m");
    expect(valueWord("from_m", 1120, words)).toBe("Km1+120");
    expect(valueWord("toilet", false, words)).toBe("Không");
    expect(valueWord("name", null, words)).toBe("–");
    expect(valueWord("geometry", { vertices: 5, length_m: 1090 }, words)).toBe("1,09\u00a0km, 5 điểm");
    expect(valueWord("rooms", { phong_hoc: 4 }, words)).toBe("phòng học: 4");
    expect(valueWord("rooms", { nha_kho: 1 }, words)).toBe("nha kho: 1");
    expect(valueWord("area_m2", 120.5, words)).toBe("120,5\u00a0m²");
    expect(valueWord("serves", ["25345-01", "x"], named)).toBe("Ấp 1, x");
    expect(valueWord("managing_commune", "25345", named)).toBe("Đồng Nơ");
    expect(["toilet", "rooms", "serves", "code"].map((field) => valueWord(field, null, words))).toEqual([
      ...["Chưa rõ", "Chưa rõ", "Chưa rõ"],
      "–",
    ]);
    expect(valueWord("rooms", {}, words)).toBe("Chưa rõ");
    expect(valueWord("valid_from", "1900-01-01", words)).toBe("từ trước đến nay");
  });

  it("say who changed what, from what to what", () => {
    const field = { field: "name", before: "Cũ", now: "Mới", by: "hoa", at: "x" } as StaleField;
    expect(staleWord(field, words)).toBe("hoa lúc x đã đổi tên: Cũ → Mới");
    expect(staleWord(field, named)).toBe("Lê Thị Hoa lúc x đã đổi tên: Cũ → Mới");
  });

  it("say what a proposal is about, and what a change did", () => {
    const operation = { op: "add_surface", road: 7, from_m: 0, to_m: 280, surface: "btxm" };
    expect(operationWord(operation, words)).toBe("Bê tông xi măng Km0+000–Km0+280 trên đường số 7");
    expect(operationWord({ op: "strange" }, words)).toBe("strange");
    const subjects: Subject[] = [{ entity: "road", id: 7, name: "Đường vào chùa", hamlet: "Ấp 2" }];
    expect(operationWord(operation, words, subjects)).toBe(
      "Bê tông xi măng Km0+000–Km0+280 trên đường số 7 “Đường vào chùa” (Ấp 2)",
    );
    const edit = { op: "edit_facility", facility: 3, well: false, seats: null, serves: ["25345-01"] };
    expect(operationWord(edit, named)).toBe(
      "Sửa công trình số 3; phục vụ: Ấp 1; số chỗ: Chưa rõ; giếng nước: Không",
    );
    const road = { entity: "road", id: 7, action: "changed", name: "Đường vào chùa" } as const;
    expect(changeWord(road, words)).toBe("sửa đường số 7 “Đường vào chùa”");
    const change = { entity: "surface_record", id: 3, action: "added", from_m: 0, to_m: 280 } as const;
    expect(changeWord(change, words)).toBe("thêm mặt đường Km0+000–Km0+280");
  });
});
