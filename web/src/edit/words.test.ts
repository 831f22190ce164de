import { describe, expect, it } from "vitest";
import { translator } from "../i18n";
import { editWords } from "../i18n/edit";
import type { StaleField } from "./types";
import { changeWord, operationWord, staleWord, surfaceWord, valueWord } from "./words";

const words = { lang: "vi", t: translator("vi"), say: editWords("vi") } as const;

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
    expect(valueWord("rooms", { phong_hoc: 4 }, words)).toBe("phong hoc: 4");
  });

  it("say who changed what, from what to what", () => {
    const field = { field: "name", before: "Cũ", now: "Mới", by: "hoa", at: "x" } as StaleField;
    expect(staleWord(field, words)).toBe("hoa lúc x đã đổi tên: Cũ → Mới");
  });

  it("say what a proposal is about, and what a change did", () => {
    const operation = { op: "add_surface", road: 7, from_m: 0, to_m: 280, surface: "btxm" };
    expect(operationWord(operation, words)).toBe("Bê tông xi măng Km0+000–Km0+280 trên đường số 7");
    expect(operationWord({ op: "strange" }, words)).toBe("strange");
    const change = { entity: "surface_record", id: 3, action: "added", from_m: 0, to_m: 280 } as const;
    expect(changeWord(change, words)).toBe("thêm mặt đường Km0+000–Km0+280");
  });
});
