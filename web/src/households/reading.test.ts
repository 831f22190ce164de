import { describe, expect, it } from "vitest";
import { byHamlet, countsOf, type Household, pathOf, putHousehold, shownOf } from "./reading";

const one = (hamlet: string, number: string, more: Partial<Household> = {}): Household => ({
  ...{
    plan: "p",
    hamlet,
    number,
    category: "poor",
    target: null,
    support: null,
    supported_on: null,
    note: null,
    etag: '"r1"',
  },
  ...more,
});

const households = [
  one("25345-02", "10"),
  one("25345-02", "2", { category: "near_poor", supported_on: "2024-06-01" }),
  one("25345-01", "1", { supported_on: "2024-05-01" }),
];

describe("households", () => {
  it("are counted by kind, and those who were supported apart", () => {
    expect(countsOf(households)).toEqual({
      all: 3,
      supported: 2,
      by: { poor: 2, near_poor: 1, policy: 0, other: 0 },
    });
    expect(shownOf(households, "waiting").map(({ number }) => number)).toEqual(["10"]);
    expect(shownOf(households, "supported").map(({ number }) => number)).toEqual(["2", "1"]);
    expect(shownOf(households, "near_poor").map(({ number }) => number)).toEqual(["2"]);
  });

  it("have an address, whatever their number is", () => {
    expect(pathOf(one("25345-02", "HO 17/2"))).toBe(
      "/api/households?hamlet=25345-02&number=HO+17%2F2&plan=p",
    );
  });

  it("stand by hamlet, 2 before 10", () => {
    const names: Record<string, string> = { "25345-01": "Sóc Dầm", "25345-02": "Ấp 3" };
    expect(byHamlet(households, (code) => names[code] ?? "").map(({ hamlet }) => hamlet)).toEqual([
      "25345-02",
      "25345-01",
    ]);
    expect(byHamlet(households, () => "")[1]?.households.map(({ number }) => number)).toEqual(["2", "10"]);
  });

  it("are sent with what is known alone", () => {
    const draft = {
      hamlet: "25345-01",
      number: " 7 ",
      category: "poor",
      target: "",
      support: "",
      supported: "",
      note: "",
    };
    expect(putHousehold({ ...draft, category: "poor" }, "p").request?.body).toEqual({
      hamlet: "25345-01",
      number: "7",
      category: "poor",
      plan: "p",
    });
    expect(putHousehold({ ...draft, category: "poor", supported: "mai" }, "p").bad).toBe("bad.day");
    expect(putHousehold({ ...draft, category: "poor", number: " " }, "p").bad).toBe("bad.household");
    expect(putHousehold({ ...draft, category: "poor", hamlet: "" }, "p").bad).toBe("bad.hamlet");
  });
});
