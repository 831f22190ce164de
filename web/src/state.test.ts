import { describe, expect, it, vi } from "vitest";
import { createStore, formatRoute, href, isPast, parseRoute } from "./state";

describe("the route in the URL", () => {
  it("survives being written and read", () => {
    const query =
      "?unit=25345-03&road=12&as_of=2024-06-30&rules=btxm&lang=en&hide=dat,unknown&hide_kinds=market";
    expect(formatRoute(parseRoute(query))).toBe(query);
  });

  it("keeps both times, of which only roads have the second", () => {
    const both = "?as_of=2024-06-30&recorded_as_of=2024-07-31";
    expect(formatRoute(parseRoute(both))).toBe(both);
    expect(parseRoute("?recorded_as_of=r120").recordedAsOf).toBe("r120");
    expect(isPast(parseRoute("?recorded_as_of=r120"))).toBe(true);
    expect(isPast(parseRoute("?recorded_as_of=r0"))).toBe(false);
    expect(parseRoute(`${both}&view=plan`).recordedAsOf).toBeNull();
    expect(href(parseRoute(both), { view: "coverage" })).toBe("/?view=coverage&as_of=2024-06-30");
  });

  it("is empty when nothing is chosen", () => {
    expect(formatRoute(parseRoute(""))).toBe("");
    expect(href(parseRoute(""), { unit: "25345" })).toBe("/?unit=25345");
  });

  it("counts what is malformed as absent", () => {
    const route = parseRoute("?road=12a&facility=-1&as_of=2024-02-31&lang=fr&hide=lava");
    // That a day cannot be read the page says.
    expect(route).toEqual({ ...parseRoute(""), noDay: "2024-02-31" });
    expect(formatRoute(route)).toBe("");
  });

  it("keeps codes as text", () => {
    expect(parseRoute("?unit=00123").unit).toBe("00123");
  });
});

describe("the store", () => {
  it("tells listeners what is and what was", () => {
    const store = createStore({ a: 1, b: 2 });
    const listener = vi.fn();
    const stop = store.subscribe(listener);
    store.set({ a: 3 });
    expect(listener).toHaveBeenCalledWith({ a: 3, b: 2 }, { a: 1, b: 2 });
    stop();
    store.set({ a: 4 });
    expect(listener).toHaveBeenCalledTimes(1);
    expect(store.get().a).toBe(4);
  });
});

describe("the views of coverage in the URL", () => {
  it("survive being written and read", () => {
    const query =
      "?view=coverage&service=market&distance=1500&along=straight&season=1&threshold=0.5&unit=25345&lang=en";
    expect(formatRoute(parseRoute(query))).toBe(query);
    expect(formatRoute(parseRoute("?view=places&service=market"))).toBe("?view=places&service=market");
  });

  it("count what is malformed as absent", () => {
    const route = parseRoute("?view=moon&service=A%20B&distance=-5&along=river&season=yes&threshold=80");
    expect(route).toEqual(parseRoute(""));
  });
});
