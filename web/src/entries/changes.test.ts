import { describe, expect, it } from "vitest";
import { translator } from "../i18n";
import { editWords } from "../i18n/edit";
import type { CriteriaSet, Plan } from "../plan/types";
import type { Lang, Unit } from "../types";
import { entryRows, entryWord, proposed, recorded } from "./changes";
import type { EntryChange } from "./types";

const both = (vi: string, en: string) => ({ vi, en });
const book = {
  plan: {
    works: [{ id: "H3", title: both("Trường Tân Hưng A", "Tân Hưng A school") }],
    departments: [{ id: "finance", name: both("Phòng Tài chính", "Finance") }],
  } as unknown as Plan,
  sets: [
    {
      id: "xa",
      title: both("Bộ xã", "Commune set"),
      criteria: [{ code: "5", title: both("Trường học", "Schools") }],
    },
  ] as unknown as CriteriaSet[],
};
const units = new Map([
  ["25345", { name: "Tân Hưng", kind: "xa" } as Unit],
  ["25345-04", { name: "Ấp 4", kind: "ap" } as Unit],
]);
const people = new Map([["hoa", "Lê Thị Hoa"]]);

const words = (kind: string, lang: Lang = "vi") => ({
  ...{ lang, t: translator(lang), say: editWords(lang), units, people, book, kind },
});

const told = (change: EntryChange, lang: Lang = "vi") => ({
  title: entryWord(change, words(change.kind, lang)),
  rows: entryRows(change, words(change.kind, lang)).map(({ label, values }) =>
    [label, ...values].join(" | "),
  ),
});

const operation = (kind: string, body: Record<string, unknown> | null, more = {}) => ({
  ...{ op: "set_plan_entry", plan: "p", kind, body },
  ...more,
});
const capital = {
  ...{ id: "V1", type: "allocation", source: "programme", work: "H3", unit: "25345", on: "2024-05-06" },
  ...{ amount_vnd: 6_500_000_000, document: "QĐ 18" },
};

describe("a proposed change of an item of a plan", () => {
  it("tells of a new one all that it says", () => {
    expect(told(proposed(operation("capital", capital, { is_new: true }), null))).toEqual({
      title: "Thêm vốn: Phân bổ, Trường Tân Hưng A (V1)",
      rows: [
        "Công trình | Trường Tân Hưng A",
        "Loại | Phân bổ",
        "Xã | Xã Tân Hưng",
        "Số tiền | 6.500.000.000 đồng",
        "Nguồn vốn | Vốn chương trình nông thôn mới",
        "Ngày | 06/05/2024",
        "Văn bản số | QĐ 18",
      ],
    });
    const result = {
      set: "xa",
      unit: "25345",
      criterion: "5",
      state: "met",
      as_of: "2024-06-01",
      evidence: "BB 12",
    };
    expect(told(proposed(operation("criterion_result", { ...result, decided_by: "hoa" }), null))).toEqual({
      title: "Thêm kết quả tiêu chí: 5 Trường học, Xã Tân Hưng",
      rows: [
        ...["Bộ tiêu chí | Bộ xã", "Xã | Xã Tân Hưng", "Trạng thái | Đạt", "Ngày số liệu | 01/06/2024"],
        ...["Biên bản, chứng cứ | BB 12", "Người ghi | Lê Thị Hoa"],
      ],
    });
  });

  it("tells of one that is changed from what to what, and nothing else", () => {
    const now = { ...capital, note: null, etag: '"r4"', source_name: both("Vốn", "Money") };
    const change = proposed(operation("capital", { ...capital, amount_vnd: 6_600_000_000, note: "bù" }), now);
    expect(told(change)).toEqual({
      title: "Sửa vốn: Phân bổ, Trường Tân Hưng A (V1)",
      rows: ["Số tiền | 6.500.000.000 đồng | 6.600.000.000 đồng", "Ghi chú | – | bù"],
    });
    expect(told(change, "en")).toEqual({
      title: "Change: capital, Allocated, Tân Hưng A school (V1)",
      rows: ["Amount | 6,500,000,000 VND | 6,600,000,000 VND", "Note | – | bù"],
    });
  });

  it("tells what is taken off, and of what stands unknown only what is to be", () => {
    expect(told(proposed(operation("capital", null, { key: "V1" }), capital))).toMatchObject({
      title: "Bỏ vốn: Phân bổ, Trường Tân Hưng A (V1) khỏi danh sách",
      rows: expect.arrayContaining(["Số tiền | 6.500.000.000 đồng"]),
    });
    const task = { id: "T1", title: both("Vận động", "Mobilise"), state: "done", owners: ["finance"] };
    expect(told(proposed(operation("task", task), undefined))).toEqual({
      title: "Sửa nhiệm vụ: Vận động (T1)",
      rows: ["Tên, nội dung | Vận động", "Trạng thái | Xong", "Ai làm | Phòng Tài chính"],
    });
  });

  it("puts amounts, shares and stretches of works into words", () => {
    const work = {
      ...{ id: "N1", title: both("Đường Ấp 4", "Road"), kind: "road", unit: "25345", hamlet: "25345-04" },
      ...{ amount: { about: 12400, unit: "m" }, year: 2024, state: "under_way" },
      funding: [{ source: "people", amount_vnd: 5_000_000 }, { source: "ADP của tỉnh" }],
      stretches: [{ road_id: 7, from_m: 0, to_m: 280, surface: "btxm" }],
    };
    const { rows } = told(proposed(operation("work", work, { is_new: true }), null));
    expect(rows).toEqual([
      ...["Tên, nội dung | Đường Ấp 4", "Loại | Đường giao thông", "Xã | Xã Tân Hưng", "Ấp, sóc | Ấp 4"],
      ...["Trạng thái | Đang làm", "Năm | 2024", "Khối lượng | khoảng 12,40\u00a0km"],
      "Đoạn đường | đường số 7 Km0+000–Km0+280 BTXM",
      "Nguồn vốn | Nhân dân đóng góp: 5.000.000 đồng; ADP của tỉnh",
    ]);
  });
});

describe("a change of an item in the history", () => {
  const fields = (members: Record<string, unknown>) =>
    Object.fromEntries(Object.entries(members).map(([field, after]) => [field, { before: null, after }]));

  it("tells what it is by its title and not by its key", () => {
    const change = recorded({
      ...{ entity: "plan_entry", id: 3, action: "added", plan: "p", kind: "capital", key: "V1" },
      fields: fields({ ...capital, plan: "p", kind: "capital", key: "V1", commune: "25345" }),
    });
    expect(told(change)).toMatchObject({
      title: "Thêm vốn: Phân bổ, Trường Tân Hưng A (V1)",
      rows: expect.not.arrayContaining([expect.stringMatching(/V1|capital|25345/)]),
    });
  });

  it("tells what changed, and of a household no more than its commune", () => {
    const changed = recorded({
      ...{ entity: "plan_entry", id: 3, action: "changed", plan: "p", kind: "criterion_result" },
      key: "xa/25345/5/2024-06-01",
      fields: { state: { before: "not_met", after: "met" } },
    });
    expect(told(changed)).toEqual({
      title: "Sửa kết quả tiêu chí: 5 Trường học, Xã Tân Hưng",
      rows: ["Trạng thái | Chưa đạt | Đạt"],
    });
    const household = recorded({
      ...{ entity: "plan_entry", id: 4, action: "added", plan: "p", kind: "household", key: null },
      fields: fields({ plan: "p", kind: "household", commune: "25345" }),
    });
    expect(told(household)).toEqual({ title: "Thêm hộ cần hỗ trợ", rows: ["Xã | Xã Tân Hưng"] });
  });
});
