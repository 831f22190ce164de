import { describe, expect, it } from "vitest";
import type { Ask } from "./asking";
import { bookOf, standing } from "./looking_up";

/** Answers by path; whatever else is asked for fails. */
function answers(known: Record<string, unknown>): Ask {
  return <T>(path: string) =>
    path in known ? Promise.resolve(known[path] as T) : Promise.reject(new Error(path));
}

describe("how an item of a plan stands", () => {
  const ask = answers({
    "/api/capital?plan=p": { capital: [{ id: "V1" }, { id: "V2", amount_vnd: 5 }] },
    "/api/plans/p": {
      results: [
        { set: "xa", unit: "1", criterion: "5", as_of: "2024-01-01", state: "not_met" },
        { set: "xa", unit: "1", criterion: "5", as_of: "2024-06-01", state: "met" },
      ],
    },
    "/api/hamlet-titles?title=cultural&year=2024": {
      hamlets: [
        { hamlet: { code: "1-01" }, state: "unknown" },
        { hamlet: { code: "1-02" }, state: "recognised", decision: "QĐ 9", decided_on: null, note: null },
      ],
    },
  });
  const at = (kind: string, key: string) => standing({ plan: "p", kind, key }, ask);

  it("is found by the parts of its key", async () => {
    expect(await at("capital", "V2")).toEqual({ id: "V2", amount_vnd: 5 });
    expect(await at("criterion_result", "xa/1/5/2024-06-01")).toMatchObject({ state: "met" });
    expect(await at("hamlet_title", "1-02/cultural/2024")).toMatchObject({ recognised: true, year: 2024 });
  });

  it("is nothing where there is none, and fails where nobody knows", async () => {
    expect(await at("capital", "V3")).toBeNull();
    expect(await at("hamlet_title", "1-01/cultural/2024")).toBeNull();
    await expect(at("product", "SP1")).rejects.toThrow("/api/products");
  });

  it("is told with codes where the plan cannot be read", async () => {
    expect(await bookOf("q", ask)).toEqual({ plan: null, sets: [] });
  });
});
