import { describe, expect, it } from "vitest";
import { address } from "../api";
import { compareNames } from "../format";
import { parseRoute } from "../state";
import {
  hasNeed,
  isTried,
  neediestFirst,
  nothingSupposed,
  questionOf,
  serviceOf,
  standing,
  supposing,
  worstFirst,
} from "./question";
import type { AssignmentRow, Norms, Supposition } from "./types";

describe("the question in an address", () => {
  it("leaves to the norms what nobody chose", () => {
    expect(address("/x", questionOf(parseRoute("?view=coverage")))).toBe("/x?facility=primary");
  });

  it("has everything that was chosen", () => {
    const route = parseRoute(
      "?view=coverage&service=market&distance=1500&along=straight&season=1&threshold=0.5&as_of=2024-06-30&rules=strict",
    );
    expect(address("/x", questionOf(route))).toBe(
      "/x?facility=market&distance_m=1500&along=straight&roads=all_season&threshold=0.5&rules=strict&as_of=2024-06-30",
    );
  });

  it("is one about places with its own first service", () => {
    const norms = { services: [{ code: "primary" }, { code: "cultural_house" }] } as unknown as Norms;
    expect(serviceOf(parseRoute("?view=places"), norms)?.code).toBe("cultural_house");
    expect(serviceOf(parseRoute("?view=coverage"), norms)?.code).toBe("primary");
    expect(serviceOf(parseRoute("?view=coverage&service=pagoda"), norms)?.code).toBe("primary");
  });
});

describe("a supposition as a body", () => {
  it("names what is added, taken away and hardened", () => {
    const body = supposing(parseRoute("?view=coverage&unit=25345"), {
      added: [{ location: [106.6, 11.6], name: "+1" }],
      removed: [{ id: 5, name: "Trường A" }],
      hardened: [{ road: 12, name: "Đường B" }],
    });
    expect(body).toEqual({
      facility: "primary",
      unit: "25345",
      add_facilities: [{ location: [106.6, 11.6] }],
      remove_facilities: [5],
      surfaces: [{ road: 12, surface: "btxm" }],
    });
    expect(supposing(parseRoute("?view=coverage"), nothingSupposed)["by"]).toBe("commune");
  });
});

describe("the order of units", () => {
  it("is worst first, unknown last", () => {
    const rows = [
      { share: null, unit: { name: "A" } },
      { share: 0.9, unit: { name: "B" } },
      { share: 0.1, unit: { name: "Ấp 10" } },
      { share: 0.1, unit: { name: "Ấp 2" } },
    ];
    expect(worstFirst(rows, compareNames).map((row) => row.unit.name)).toEqual(["Ấp 2", "Ấp 10", "B", "A"]);
  });

  it("has hamlets without a place before those whose place lacks something", () => {
    const row = (name: string, assigned: AssignmentRow["assigned"], needs: AssignmentRow["needs"]) =>
      ({
        unit: { code: name, name, parent: null },
        assigned,
        places: [],
        planned: [],
        needs,
      }) as AssignmentRow;
    const rows = [
      row("well", "own", { repair: false, toilet: false, well: true }),
      row("fine", "own", { repair: false, toilet: null, well: false }),
      row("none", "none", null),
      row("both", "shared", { repair: true, toilet: true, well: null }),
    ];
    expect(neediestFirst(rows, compareNames).map((one) => one.unit.name)).toEqual([
      "none",
      "both",
      "well",
      "fine",
    ]);
    expect(hasNeed(rows[1] as AssignmentRow, "toilet")).toBe(false);
  });
});

describe("how a unit stands", () => {
  it("is open where anything is unknown", () => {
    expect(standing({ share: null, below_threshold: null })).toBe("open");
    expect(standing({ share: 0.5, below_threshold: null })).toBe("open");
    expect(standing({ share: 0.5, below_threshold: true })).toBe("below");
    expect(standing({ share: 0.5, below_threshold: false })).toBe("met");
  });
});

describe("a supposed facility", () => {
  it("is known again by its place, rounded to a centimetre", () => {
    const tried = {
      ...nothingSupposed,
      added: [{ location: [106.7163, 11.6423], name: "+1" }],
    } as Supposition;
    expect(isTried(tried, [106.71630000004, 11.64229999996])).toBe(true);
    expect(isTried(tried, [106.7164, 11.6423])).toBe(false);
    expect(isTried(nothingSupposed, [106.7163, 11.6423])).toBe(false);
  });
});
