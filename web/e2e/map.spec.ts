import { expect, test } from "./fixtures";

const tanHung = "25345";

test("a click on a road shows its surfaces from Km to Km", async ({ driver }) => {
  const { results } = await driver.get.api("/api/search?q=Tân Hưng&limit=10");
  expect(results.length).toBeGreaterThan(0);
  await driver.given.open(`/?unit=${tanHung}`);
  await driver.given.map();
  const id = await roadInside(driver, tanHung);
  const road = await driver.get.api(`/api/roads/${id}`);
  await driver.when.clickRoad(id);
  await expect(driver.get.detailsTitle()).not.toHaveText("");
  await expect(driver.get.details()).toContainText("Km0+000");
  expect(driver.get.search()).toContain("road=");
  await driver.when.focusInterval(0);
  await expect(driver.get.readout()).toContainText("Km0+000");
  expect(road.surfaces.length).toBeGreaterThan(0);
  await driver.screenshot(`road-${test.info().project.name}`);
  driver.then.noTrouble();
});

/** A road that lies wholly in a commune, so that its middle is on the screen. */
async function roadInside(driver: import("./driver").Driver, commune: string): Promise<number> {
  for (let id = 1; id < 3000; id += 1) {
    const road = await driver.get.api(`/api/roads/${id}`).catch(() => null);
    if (road?.managing_commune?.code === commune && road.class === "xa" && road.length_m > 1500) return id;
  }
  throw new Error(`no road in ${commune}`);
}

test("choosing a hamlet brings it into view", async ({ driver }) => {
  await driver.given.open(`/?unit=${tanHung}`);
  if (!(await driver.isPhone())) await driver.given.map();
  await driver.when.chooseUnit("Sóc Dầm");
  if (await driver.isPhone()) await driver.given.map();
  await driver.then.zoomedTo(12.5);
  await expect(driver.get.canvas()).toHaveAttribute("aria-label", /Sóc Dầm: [\d,]+\skm chưa cứng hoá/);
  driver.then.noTrouble();
});

test("a facility shows its record", async ({ driver }) => {
  const { facilities } = await driver.get.api(`/api/facilities?unit=${tanHung}`);
  const school = facilities.find((one: { kind: string; name: string }) => one.kind === "primary" && one.name);
  await driver.given.open(`/?unit=${tanHung}`);
  await driver.when.openFacility(school.name);
  await expect(driver.get.detailsTitle()).toHaveText(school.name);
  await driver.when.press("Escape");
  await expect(driver.get.details()).toHaveCount(0);
  driver.then.noTrouble();
});

test("the legend is the filter, and the address remembers it", async ({ driver }) => {
  await driver.given.open("/");
  await driver.given.map();
  await driver.when.toggleLegend("Đất");
  expect(driver.get.search()).toBe("?hide=dat");
  await driver.when.toggleLegend("Đất");
  expect(driver.get.search()).toBe("");
  driver.then.noTrouble();
});

test("without WebGL the outline and the figures remain", async ({ driver }) => {
  await driver.given.noWebGl();
  await driver.given.open("/");
  if (await driver.isPhone()) await driver.when.tab("Bản đồ");
  await expect(driver.get.outline()).toBeVisible();
  await expect(driver.get.mapNote()).toContainText("WebGL2");
});

test("the first HTML already says the figure", async ({ driver }) => {
  const html = await driver.get.firstHtml();
  expect(/<p class="headline-km">Còn <strong>[\d.,]+\u00a0km<\/strong>/.test(html)).toBe(true);
  expect(html.includes('<table class="units"')).toBe(true);
  expect(/\sstyle="/.test(html)).toBe(false);
});
