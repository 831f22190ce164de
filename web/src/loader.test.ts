import { describe, expect, it, vi } from "vitest";
import { ApiError } from "./api";
import { Loader } from "./loader";
import { createStore, idle, type Loadable } from "./state";

const fails = (status: number) => () => Promise.reject(new ApiError({ status, title: "", detail: "" }));

describe("what is asked for again", () => {
  const start = async () => {
    const store = createStore<{ report: Loadable<number> }>({ report: idle });
    const late = vi.fn();
    const loader = new Loader(store, () => "vi", late);
    await loader.load("report", "a", () => Promise.resolve(1));
    return { store, late, loader };
  };

  it("stays on the screen while the server is away, and is due still", async () => {
    const { store, late, loader } = await start();
    loader.renew("report");
    await loader.load("report", "a", fails(0));
    expect(store.get().report).toEqual({ loading: false, value: 1, error: null });
    expect(late).toHaveBeenCalledOnce();
    expect(await loader.load("report", "a", () => Promise.resolve(2))).toBe(true);
    expect(store.get().report.value).toBe(2);
  });

  it("is gone when the server says that it is", async () => {
    const { store, late, loader } = await start();
    loader.renew("report");
    await loader.load("report", "a", fails(404));
    expect(store.get().report.error?.status).toBe(404);
    expect(late).not.toHaveBeenCalled();
  });

  it("is an error when it was never there", async () => {
    const { store, loader } = await start();
    await loader.load("report", "b", fails(500));
    expect(store.get().report).toMatchObject({ value: null, error: { status: 500 } });
  });
});
