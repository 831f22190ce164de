import { describe, expect, it } from "vitest";
import type { FacilityRecord, RoadRecord } from "../types";
import { Keys, uuid } from "./keys";
import {
  addFacility,
  addRoad,
  editFacility,
  editRoad,
  facilityDraft,
  joinRoads,
  parseAmount,
  parseCount,
  recordSurface,
  redrawRoad,
  retire,
  retractSurface,
  roadDraft,
  roomsOf,
} from "./requests";

const road = {
  id: 7,
  etag: '"r3"',
  revision: 9,
  name: "Đường 7",
  code: "D7",
  class: "ap",
  length_m: 1000.4,
  managing_commune: null,
  valid_from: "1900-01-01",
  valid_to: null,
} as RoadRecord;
const school = {
  id: 2,
  etag: '"r4"',
  kind: "primary",
  name: "Trường 1",
  code: "",
  location: [1, 2],
  serves: [
    { code: "25345-01", name: "Ấp 1" },
    { code: "25345-02", name: "Ấp 2" },
  ],
  rooms: { phong_hoc: 4 },
  seats: null,
  area_m2: 120.5,
  standard_met: false,
  toilet: true,
  well: null,
  condition: "",
} as unknown as FacilityRecord;
const draft = {
  from: "Km0+000",
  to: "Km1+000",
  surface: "btxm",
  width: "3,5",
  day: "",
  work: " ",
  evidence: "BB 12",
  comment: "",
} as const;

describe("what forms send", () => {
  it("is no stretch when the whole road is meant, and nothing that is empty", () => {
    expect(recordSurface(road, draft, "2024-11-05")).toEqual({
      method: "POST",
      path: "/api/roads/7/surfaces",
      etag: '"r3"',
      body: { surface: "btxm", width_m: 3.5, effective_on: "2024-11-05", evidence: "BB 12" },
    });
  });

  it("is a stretch for a part", () => {
    const part = recordSurface(road, { ...draft, from: "Km0+120", to: "0+400" }, "2024-11-05");
    expect(part?.body).toMatchObject({ from_m: 120, to_m: 400 });
    expect(recordSurface(road, { ...draft, width: "rộng" }, "2024-11-05")).toBeNull();
  });

  it("is only what differs", () => {
    const same = { ...roadDraft(road), name: "Đường 7 ", comment: "x" };
    expect(editRoad(road, same)).toBeNull();
    expect(editRoad(road, { ...same, code: "" })?.body).toEqual({ code: "", comment: "x" });
    expect(editRoad(road, { ...same, managing_commune: "25345" })?.body).toMatchObject({
      managing_commune: "25345",
    });
    expect(addFacility({ ...facilityDraft(school), place: null })).toBeNull();
  });

  it("has days of a road as they are typed, and takes them away again", () => {
    const old = { ...road, valid_from: "2020-02-01", valid_to: "2024-11-05" } as RoadRecord;
    const draft = roadDraft(old);
    expect([draft.valid_from, draft.valid_to]).toEqual(["01/02/2020", "05/11/2024"]);
    expect(editRoad(old, draft)).toBeNull();
    expect(editRoad(old, { ...draft, valid_from: "", valid_to: "" })?.body).toEqual({
      valid_from: "1900-01-01",
      valid_to: null,
    });
    expect(editRoad(old, { ...draft, valid_to: "31/02/2024" })).toBeNull();
    expect(addRoad([], { ...draft, valid_to: "mai" })).toBeNull();
    expect(addRoad([], { ...draft, comment: "", valid_to: "" })?.body).not.toHaveProperty("valid_to");
  });

  it("keeps what is not known apart from no and from none", () => {
    const draft = facilityDraft(school);
    expect(draft).toMatchObject({ toilet: true, well: null, seats: "", area: "120,5" });
    expect(editFacility(school, draft)).toBeNull();
    expect(editFacility(school, { ...draft, serves: ["25345-02", "25345-01"] })).toBeNull();
    expect(editFacility(school, { ...draft, well: false })?.body).toEqual({ well: false });
    expect(editFacility(school, { ...draft, toilet: null })?.body).toEqual({ toilet: null });
    expect(editFacility(school, { ...draft, seats: "0", area: "" })?.body).toEqual({
      seats: 0,
      area_m2: null,
    });
    expect(editFacility(school, { ...draft, serves: [] })?.body).toEqual({ serves: [] });
    expect(editFacility(school, { ...draft, place: [1, 3] })?.body).toEqual({ location: [1, 3] });
    expect(addFacility({ ...draft, comment: "" })?.body).toEqual({
      kind: "primary",
      name: "Trường 1",
      location: [1, 2],
      serves: ["25345-01", "25345-02"],
      rooms: { phong_hoc: 4 },
      area_m2: 120.5,
      toilet: true,
      standard_met: false,
    });
  });

  it("counts rooms by type; a type without a number is not known", () => {
    const rooms = (...rows: [string, string][]) => roomsOf(rows.map(([type, count]) => ({ type, count })));
    expect(rooms(["phong_hoc", "12"], ["bo_mon", ""])).toEqual({ phong_hoc: 12 });
    expect(rooms(["phong_hoc", "0"])).toEqual({ phong_hoc: 0 });
    expect(rooms(["phong_hoc", "1"], ["phong_hoc", "2"])).toBeNull();
    expect(rooms(["phong_hoc", "vài"])).toBeNull();
    expect(["", "1.200", "12", "12.5", "-1"].map(parseCount)).toEqual([null, 1200, 12, undefined, undefined]);
    expect(["", "12,5", "12.5", "x"].map(parseAmount)).toEqual([null, 12.5, 12.5, undefined]);
    const body = editFacility(school, { ...facilityDraft(school), rooms: [] })?.body;
    expect(body).toEqual({ rooms: {} });
  });

  it("takes one surface record back", () => {
    expect(retractSurface(road, 31, " nhầm đường ")).toEqual({
      method: "DELETE",
      path: "/api/roads/7/surfaces/31?comment=nh%E1%BA%A7m+%C4%91%C6%B0%E1%BB%9Dng",
      etag: '"r3"',
    });
  });

  it("counts on the oldest of several records", () => {
    const other = { ...road, id: 8, revision: 5 };
    expect(joinRoads(road, [other], "")).toMatchObject({ etag: '"r5"', body: { roads: [7, 8] } });
  });

  it("rounds places to a centimetre and names what may be lost", () => {
    const line: [number, number][] = [
      [106.123456789, 11.1],
      [106.2, 11.2],
    ];
    expect(redrawRoad(road, line, { giveUp: [3], farther: true, comment: " " }).body).toEqual({
      geometry: {
        type: "LineString",
        coordinates: [
          [106.1234568, 11.1],
          [106.2, 11.2],
        ],
      },
      tolerance_m: 200,
      give_up: [3],
    });
    expect(retire("roads", road, "2024-11-05", "bỏ").path).toBe(
      "/api/roads/7?last_day=2024-11-05&comment=b%E1%BB%8F",
    );
  });
});

describe("the key of a request", () => {
  it("stays for a repetition and changes with the request", () => {
    const made = ["k1", "k2"];
    const keys = new Keys(() => made.shift() ?? "");
    expect(keys.of({ a: 1 })).toBe("k1");
    expect(keys.of({ a: 1 })).toBe("k1");
    expect(keys.of({ a: 2 })).toBe("k2");
  });

  it("is a UUID of version 4", () => {
    expect(uuid((bytes) => bytes.fill(255))).toBe("ffffffff-ffff-4fff-bfff-ffffffffffff");
    expect(uuid()).not.toBe(uuid());
  });
});
