import { expect, test } from "./fixtures";

/**
 * MapLibre puts a glyph whose ink is exactly 55 pixels high at 48 pixels too low by eight: the difference from its
 * baseline adjustment is then 0, which it takes for missing. Be Vietnam Pro has such letters; Noto Sans must not get any.
 */
test("no Vietnamese letter of the map's font is drawn too low", async ({ driver }) => {
  await driver.given.open("/");
  const letters = "AĂÂBCDĐEÊGHIKLMNOÔƠPQRSTUƯVXY"
    .split("")
    .flatMap((base) =>
      ["", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"].map((tone) => (base + tone).normalize("NFC")),
    );
  const tops = await driver.get.inkTops([...letters, ...letters.map((letter) => letter.toLowerCase())]);
  expect(Object.values(tops).every((top) => top > 0)).toBe(true);
  expect(Object.entries(tops).filter(([, top]) => top === 55)).toEqual([]);
});

test("nothing jumps when the script takes over what the server wrote", async ({ driver }) => {
  for (const path of ["/", "/?unit=25345", "/?unit=25345-03&lang=en"]) {
    const before = await driver.get.firstSummary(path);
    await driver.given.open(path);
    expect(await driver.get.summary(), path).toEqual(before);
  }
});
