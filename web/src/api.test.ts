import { afterEach, describe, expect, it, vi } from "vitest";
import { ApiError, address, getFile, getRoad, onOrigin } from "./api";

function answer(body: string, init: ResponseInit): void {
  vi.stubGlobal("location", { origin: "http://atlas.test" });
  vi.stubGlobal(
    "fetch",
    vi.fn(async () => new Response(body, init)),
  );
}

afterEach(() => vi.unstubAllGlobals());

describe("addresses", () => {
  it("leave out what is not given", () => {
    expect(address("/api/reports/roads", { unit: null, by: "commune", as_of: "" })).toBe(
      "/api/reports/roads?by=commune",
    );
    expect(address("/api/checks")).toBe("/api/checks");
  });

  it("of tiles move to our own origin and keep their marks", () => {
    expect(onOrigin("http://10.0.0.5:8080/tiles/{z}/{x}/{y}.mvt?v=3", "https://a.vn")).toBe(
      "https://a.vn/tiles/{z}/{x}/{y}.mvt?v=3",
    );
    expect(onOrigin("/tiles/{z}/{x}/{y}.mvt", "https://a.vn")).toBe("https://a.vn/tiles/{z}/{x}/{y}.mvt");
  });
});

describe("answers", () => {
  it("that are problems become errors with the server's words", async () => {
    answer('{"title":"Không tìm thấy","detail":"Không có đường 9.","field":"id"}', {
      status: 404,
      headers: { "Content-Type": "application/problem+json" },
    });
    const problem = await getRoad(9, { asOf: null, rules: null }, { lang: "vi" }).catch(
      (error) => error.problem,
    );
    expect(problem).toMatchObject({
      status: 404,
      title: "Không tìm thấy",
      detail: "Không có đường 9.",
      field: "id",
    });
  });

  it("that are no JSON still make a problem", async () => {
    answer("<html>Bad gateway</html>", { status: 502, headers: { "Content-Type": "text/html" } });
    const error = await getRoad(9, { asOf: null, rules: null }, { lang: "vi" }).catch((thrown) => thrown);
    expect(error).toBeInstanceOf(ApiError);
    expect(error.problem.status).toBe(502);
  });

  it("never arriving are problem 0", async () => {
    vi.stubGlobal(
      "fetch",
      vi.fn(() => Promise.reject(new TypeError("network"))),
    );
    const error = await getRoad(9, { asOf: null, rules: null }, { lang: "vi" }).catch((thrown) => thrown);
    expect(error.problem.status).toBe(0);
  });

  it("that are files bring their name", async () => {
    answer("PK", { headers: { "Content-Disposition": 'attachment; filename="25345_roads.shp.zip"' } });
    expect((await getFile("/api/exports/roads.shp.zip", { lang: "vi" })).name).toBe("25345_roads.shp.zip");
    answer("PK", {});
    expect((await getFile("/api/exports/roads.shp.zip?unit=1", { lang: "vi" })).name).toBe("roads.shp.zip");
  });
});
