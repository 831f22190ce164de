import { describe, expect, it } from "vitest";
import type { FacilityRecord, RoadRecord } from "../types";
import { Keys, uuid } from "./keys";
import {
  addFacility,
  editFacility,
  editRoad,
  joinRoads,
  recordSurface,
  redrawRoad,
  retire,
} from "./requests";

const road = {
  id: 7,
  etag: '"r3"',
  revision: 9,
  name: "Đường 7",
  code: "D7",
  class: "ap",
  length_m: 1000.4,
} as RoadRecord;
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
    const same = { name: "Đường 7 ", code: "D7", class: "ap", comment: "x" } as const;
    expect(editRoad(road, same)).toBeNull();
    expect(editRoad(road, { ...same, code: "" })?.body).toEqual({ code: "", comment: "x" });
    const facility = { id: 2, etag: '"r4"', kind: "market", name: "Chợ", code: "", location: [1, 2] };
    const fields = { name: "Chợ", code: "", kind: "market", condition: "", comment: "" } as const;
    expect(editFacility(facility as unknown as FacilityRecord, { ...fields, place: [1, 2] })).toBeNull();
    expect(editFacility(facility as unknown as FacilityRecord, { ...fields, place: [1, 3] })?.body).toEqual({
      location: [1, 3],
    });
    expect(addFacility({ ...fields, place: null })).toBeNull();
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
