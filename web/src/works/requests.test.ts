import { describe, expect, it } from "vitest";
import {
  acceptWork,
  declareTarget,
  optionalNumber,
  raiseDifficulty,
  recordResult,
  updateWork,
  type WorkDraft,
  type WorkRecord,
} from "./requests";

const work: WorkRecord = {
  id: "Q11-toilet",
  title: { vi: "Nhà vệ sinh", en: "Toilet" },
  kind: "sanitation",
  unit: "25438",
  state: "planned",
  etag: '"r3"',
  owner: "UBND xã",
  funding: [{ source: "ADP của tỉnh" }],
  places: [],
  roads: [],
};

const draft: WorkDraft = {
  state: "planned",
  started: "",
  finished: "",
  actual: "",
  cost: "",
  funds: { province_cement: "", district_sand_stone: "", people: "", programme: "", adp: "" },
  owner: "UBND xã",
  note: "",
  evidence: "",
};

describe("what the forms of the plan send", () => {
  it("is only what differs", () => {
    expect(updateWork(work, draft)).toEqual({ request: null, bad: "bad.same" });
    const { request } = updateWork(work, { ...draft, state: "under_way", owner: "", started: "04/03/2024" });
    expect(request).toEqual({
      method: "PATCH",
      path: "/api/works/Q11-toilet",
      etag: '"r3"',
      body: { state: "under_way", started_on: "2024-03-04", owner: null },
    });
  });

  it("keeps money of sources that the form does not have", () => {
    const { request } = updateWork(work, {
      ...draft,
      cost: "1.200.000",
      funds: { ...draft.funds, people: "200000" },
    });
    expect(request?.body).toEqual({
      cost_vnd: 1_200_000,
      funding: [{ source: "ADP của tỉnh" }, { source: "people", amount_vnd: 200_000 }],
    });
  });

  it("tells what is wrong", () => {
    expect(updateWork(work, { ...draft, started: "mai" }).bad).toBe("bad.day");
    expect(updateWork(work, { ...draft, actual: "nhiều" }).bad).toBe("bad.number");
    expect(acceptWork(work, { day: "", surface: null, facility: null, evidence: "" }).bad).toBe("bad.day");
    const proof = { evidence: "", photos: "", features: [] };
    expect(declareTarget("T2", "9", "30/06/2024", proof).bad).toBe("bad.evidence");
    expect(declareTarget("T2", "", "30/06/2024", { ...proof, evidence: "BC" }).bad).toBe("bad.number");
    expect(raiseDifficulty("25345", "proposal", " ", "").bad).toBe("bad.text");
  });

  it("has photos and what is selected as evidence", () => {
    const proof = { evidence: "BB 30", photos: "a.jpg, b.jpg", features: [{ road: 12 }] };
    const where = { set: "xa-ntm-2021", unit: "25345", criterion: "2" };
    expect(recordResult(where, "met", "25/12/2024", proof).request?.body).toEqual({
      ...where,
      state: "met",
      as_of: "2024-12-25",
      evidence: "BB 30",
      photos: ["a.jpg", "b.jpg"],
      features: [{ road: 12 }],
    });
  });

  it("reads numbers as offices write them", () => {
    expect(optionalNumber("12,4")).toBe(12.4);
    expect(optionalNumber("1.200.000")).toBe(1_200_000);
    expect(optionalNumber("")).toBeNull();
    expect(optionalNumber("x")).toBeUndefined();
  });
});
