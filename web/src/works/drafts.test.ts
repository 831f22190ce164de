import { describe, expect, it } from "vitest";
import type { Plan } from "../plan/types";
import type { FacilityRecord, RoadRecord } from "../types";
import { type Around, emptyWork, giveTo, type NewWork, newTask, newWork } from "./drafts";

const road = { id: 12, code: "AK-AP-012", name: "Đường ấp 4", length_m: 458.3 } as RoadRecord;
const school = { id: 7, kind: "primary", name: "Trường Tiểu học A" } as FacilityRecord;
const around: Around = { plan: "p", set: "xa-ntm-2021", road: null, facilities: [school] };
const work = (more: Partial<NewWork>): NewWork => ({ ...emptyWork("25345"), ...more });
const sent = (more: Partial<NewWork>, place: Partial<Around> = {}) =>
  newWork(work(more), (piece) => ({ title: "Đề xuất", where: piece?.road.name ?? "" }), {
    ...around,
    ...place,
  });
const first = (asked: ReturnType<typeof sent>) =>
  (asked.request?.body?.["works"] as Record<string, unknown>[])[0];

describe("a work by hand", () => {
  it("along a road has its stretch, its length and its width", () => {
    const asked = sent({ from: "Km0+120", to: "Km0+458", width: "3,5", title: " Đường mới " }, { road });
    expect(asked.request?.path).toBe("/api/works");
    expect(asked.request?.body?.["plan"]).toBe("p");
    expect(first(asked)).toEqual({
      title: "Đường mới",
      kind: "road",
      action: "build",
      unit: "25345",
      surfaces: ["btxm"],
      width_m: 3.5,
      // The end of the road is its end, not the metre that is written.
      amount: { exactly: 338.3, unit: "m" },
      stretches: [{ road: "AK-AP-012", road_id: 12, from_m: 120, to_m: 458.3 }],
    });
  });

  it("is not sent with a stretch beyond its road, nor without a commune or a name", () => {
    expect(sent({ from: "Km0+000", to: "Km0+900" }, { road }).bad).toBe("bad.stretch");
    expect(sent({ unit: "" }).bad).toBe("bad.unit");
    expect(newWork(work({}), () => ({ title: "", where: "" }), around).bad).toBe("bad.text");
    expect(sent({ plannedTo: "mai" }).bad).toBe("bad.day");
    expect(sent({ cost: "nhiều" }).bad).toBe("bad.number");
  });

  it("on a road that nobody has named yet has the length that is typed", () => {
    expect(first(sent({ amount: "1.200" }))).toMatchObject({ amount: { exactly: 1200, unit: "m" } });
  });

  it("of a school names the school and counts its rooms", () => {
    const asked = sent({ kind: "classrooms", place: "7", rooms: { phong_hoc: "6", hieu_bo: "" } });
    expect(first(asked)).toEqual({
      title: "Đề xuất",
      kind: "classrooms",
      action: "build",
      unit: "25345",
      place: { kind: "primary", name: "Trường Tiểu học A" },
      facility: 7,
      rooms: { phong_hoc: 6 },
    });
  });

  it("makes what its kind makes where the map has nothing", () => {
    expect(first(sent({ kind: "sanitation", toilet: true, well: true }))).toMatchObject({
      place: { kind: "cultural_house" },
      adds_toilet: true,
      adds_well: true,
    });
    expect(first(sent({ kind: "housing", amount: "7" }))).toMatchObject({
      amount: { exactly: 7, unit: "house" },
    });
  });

  it("has money by source and the criterion that it is for", () => {
    const funds = { ...emptyWork("").funds, people: "1.000.000" };
    expect(first(sent({ funds, cost: "3.000.000", criterion: "2" }))).toMatchObject({
      cost_vnd: 3e6,
      funding: [{ source: "people", amount_vnd: 1e6 }],
      criterion: { set: "xa-ntm-2021", code: "2" },
    });
  });
});

describe("works along several stretches", () => {
  const other = { id: 13, code: "", name: "Đường ấp 5", length_m: 300 } as RoadRecord;
  const pieces = [
    { road, from: "Km0+000", to: "Km0+100" },
    { road: other, from: "Km0+050", to: "Km0+300" },
  ];
  const typed = { from: "Km0+100", to: "Km0+458", width: "3" };
  const all = (asked: ReturnType<typeof sent>) => asked.request?.body?.["works"] as Record<string, unknown>[];

  it("are one work each, in one request, each with its own length", () => {
    const works = all(sent(typed, { road, pieces }));
    expect(works.map(({ amount }) => amount)).toEqual([
      { exactly: 100, unit: "m" },
      { exactly: 250, unit: "m" },
      { exactly: 358.3, unit: "m" },
    ]);
    expect(works.map(({ stretches }) => stretches)).toEqual([
      [{ road: "AK-AP-012", road_id: 12, from_m: 0, to_m: 100 }],
      [{ road_id: 13, from_m: 50, to_m: 300 }],
      [{ road: "AK-AP-012", road_id: 12, from_m: 100, to_m: 458.3 }],
    ]);
    expect(works.every(({ width_m }) => width_m === 3)).toBe(true);
  });

  it("say where each is beside a title that is typed, and share no money", () => {
    const works = all(sent({ ...typed, title: "Đợt 1", cost: "5" }, { road, pieces }));
    expect(works.map(({ title }) => title)).toEqual([
      "Đợt 1 – Đường ấp 4",
      "Đợt 1 – Đường ấp 5",
      "Đợt 1 – Đường ấp 4",
    ]);
    expect(works.some((one) => "cost_vnd" in one)).toBe(false);
    const alone = all(sent({ ...typed, title: "Đợt 1", cost: "5" }, { road }));
    expect(alone).toMatchObject([{ title: "Đợt 1", cost_vnd: 5 }]);
  });

  it("stand for themselves when nothing more is being typed", () => {
    expect(all(sent({}, { pieces }))).toHaveLength(2);
  });

  it("are not sent when metres are built twice, or one is none of its road", () => {
    expect(sent({ ...typed, from: "Km0+099" }, { road, pieces }).bad).toBe("bad.overlap");
    expect(sent({ ...typed, to: "Km1+000" }, { road, pieces }).bad).toBe("bad.stretch");
  });
});

describe("a task by hand", () => {
  const plan = { id: "p" } as Plan;
  const draft = { title: "Rà soát", unit: "", owner: "", due: "", criterion: "", note: "" };

  it("is one operation on the atlas that was seen", () => {
    const { request } = newTask({ ...draft, owner: "communes", due: "30/06/2024" }, "NV-1", plan, {
      set: null,
      revision: 9,
    });
    expect(request).toMatchObject({ method: "POST", path: "/api/changesets", etag: '"r9"' });
    expect(request?.body).toEqual({
      operations: [
        {
          op: "set_plan_entry",
          plan: "p",
          kind: "task",
          is_new: true,
          body: {
            id: "NV-1",
            title: { vi: "Rà soát", en: "Rà soát" },
            state: "open",
            owners: ["communes"],
            due: "2024-06-30",
          },
        },
      ],
    });
  });

  it("needs words", () => {
    expect(newTask({ ...draft, title: " " }, "NV-1", plan, { set: null, revision: 1 }).bad).toBe("bad.text");
  });
});

describe("what residents gave", () => {
  const gift = { day: "05/11/2024", money: "", land: "", labour: "", households: "", evidence: "", note: "" };

  it("is sent with what was given alone", () => {
    const { request } = giveTo({ id: "H1", unit: "25345" }, "p", {
      ...gift,
      money: "12.500.000",
      households: "14",
    });
    expect(request?.body).toEqual({
      ...{ work: "H1", unit: "25345", on: "2024-11-05", plan: "p" },
      ...{ money_vnd: 12_500_000, households: 14 },
    });
  });

  it("is money, land or labour, whoever gave", () => {
    expect(giveTo({ id: "H1", unit: "25345" }, "p", { ...gift, households: "14" }).bad).toBe("bad.gift");
    expect(giveTo({ id: "H1", unit: "25345" }, "p", { ...gift, land: "x" }).bad).toBe("bad.number");
    expect(giveTo({ id: "H1", unit: "25345" }, "p", { ...gift, day: "" }).bad).toBe("bad.day");
  });
});
