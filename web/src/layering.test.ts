import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { describe, expect, it } from "vitest";

const source = import.meta.dirname;
const files = readdirSync(source, { recursive: true, encoding: "utf8" })
  .filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name))
  .map((name) => ({
    name: relative(source, join(source, name)),
    text: readFileSync(join(source, name), "utf8"),
  }));

/** Files under a folder that contain what they must not. */
function offenders(folder: RegExp, forbidden: RegExp): string[] {
  return files.filter(({ name, text }) => folder.test(name) && forbidden.test(text)).map(({ name }) => name);
}

describe("the rooms of the viewer", () => {
  it("keep MapLibre in the map", () => {
    expect(offenders(/^(?!map\/)/, /from "maplibre-gl/)).toEqual([]);
  });

  it("keep Preact in the panels", () => {
    expect(offenders(/^(?!panels\/)/, /from "preact/)).toEqual([]);
  });

  it("fetch in api.ts only", () => {
    expect(offenders(/^(?!api\.ts)/, /\bfetch\(|XMLHttpRequest|EventSource\(/)).toEqual([]);
  });

  it("format numbers and days in format.ts only", () => {
    expect(offenders(/^(?!format\.ts)/, /\bIntl\.|toLocaleString|toFixed/)).toEqual([]);
  });

  it("write no Vietnamese outside the dictionary", () => {
    const letters = /["'`>][^"'`<>]*[ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ][^"'`<>]*["'`<]/i;
    expect(offenders(/\.tsx$/, letters)).toEqual([]);
  });

  it("have no inline style in the page", () => {
    const page = readFileSync(join(source, "../index.html"), "utf8");
    expect(page).not.toMatch(/\sstyle=|<style|\son\w+=/);
  });
});
