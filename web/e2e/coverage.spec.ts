import { expect, test } from "./fixtures";

const tanHung = "25345";
const people = (count: number) => new Intl.NumberFormat("vi-VN", { maximumFractionDigits: 0 }).format(count);
const share = (value: number) =>
  new Intl.NumberFormat("vi-VN", {
    style: "percent",
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  }).format(value);

test("task 4: who is out of reach of a school, by level, in two clicks", async ({ driver }) => {
  await driver.given.open("/");
  const { totals } = await driver.get.api("/api/reports/coverage?facility=primary&by=commune");
  await driver.when.chooseView("Xa trường học");
  await expect(driver.get.headline()).toContainText(
    `${people(totals.covered)} người (${share(totals.share)})`,
  );
  await expect(driver.get.headline()).toContainText("trường tiểu học trong 2\u00a0km theo đường");
  await expect(driver.get.uncovered()).toContainText(`${people(totals.uncovered)} người chưa tới được`);
  expect(driver.clicks).toBe(1);
  const other = await driver.get.api("/api/reports/coverage?facility=lower_secondary&by=commune");
  await driver.when.chooseService("lower_secondary");
  await expect(driver.get.headline()).toContainText(people(other.totals.covered));
  expect(driver.get.search()).toContain("service=lower_secondary");
  driver.then.noTrouble();
});

test("task 3: hamlets without a cultural house in one click, by need in one more", async ({ driver }) => {
  await driver.given.open("/");
  const { totals } = await driver.get.api("/api/reports/assignment");
  await driver.when.chooseView("Thiếu nhà văn hoá");
  await expect(driver.get.headline()).toContainText(`${totals.none} trong ${totals.hamlets} ấp chưa có`);
  expect(driver.clicks).toBe(1);
  expect(await driver.get.needCount(/Cần sửa/)).toBe(totals.needs_repair);
  await driver.when.filterNeed(/Thiếu nhà vệ sinh/);
  await expect(driver.get.rows()).toHaveCount(totals.needs_toilet);
  await driver.when.filterNeed(/Chưa có/);
  await expect(driver.get.rows()).toHaveCount(totals.none);
  driver.then.noTrouble();
});

test("the files are those of the question that is shown", async ({ driver }) => {
  await driver.given.open("/");
  await driver.when.chooseView("Xa trường học");
  await driver.when.chooseUnit("Xã Tân Hưng");
  await driver.when.chooseService("kindergarten");
  await driver.when.setDistance("3.000");
  for (const part of [`unit=${tanHung}`, "by=hamlet", "facility=kindergarten", "distance_m=3000"])
    for (const format of [0, 1, 2])
      await expect(driver.get.files().nth(format)).toHaveAttribute("href", new RegExp(part));
  await driver.when.chooseView("Thiếu nhà văn hoá");
  await expect(driver.get.files().first()).toHaveAttribute(
    "href",
    new RegExp(`facility=cultural_house&unit=${tanHung}`),
  );
  await driver.when.goUp();
  await expect(driver.get.files().first()).not.toHaveAttribute("href", /unit=/);
  driver.then.noTrouble();
});

test("farther covers more; the rows add up to the headline; the address brings it back", async ({
  driver,
}) => {
  await driver.given.open(`/?view=coverage&unit=${tanHung}`);
  const near = await driver.get.api(`/api/reports/coverage?facility=primary&unit=${tanHung}`);
  await expect(driver.get.headline()).toContainText(people(near.totals.covered));
  await driver.when.setDistance("5.000");
  const far = await driver.get.api(`/api/reports/coverage?facility=primary&unit=${tanHung}&distance_m=5000`);
  expect(far.totals.covered).toBeGreaterThan(near.totals.covered);
  await expect(driver.get.headline()).toContainText(people(far.totals.covered));
  await expect(driver.get.headline()).toContainText("5\u00a0km");
  expect(driver.get.search()).toContain("distance=5000");
  await driver.when.onlyAllSeason();
  const season = await driver.get.api(
    `/api/reports/coverage?facility=primary&unit=${tanHung}&distance_m=5000&roads=all_season`,
  );
  await expect(driver.get.headline()).toContainText(people(season.totals.covered));
  await expect(driver.get.headline()).toContainText("quanh năm");
  const address = driver.get.search();
  await driver.given.open(`/${address}`);
  await expect(driver.get.headline()).toContainText(people(season.totals.covered));
  await driver.when.chooseView("Đường chưa cứng hoá");
  await expect(driver.get.headline()).toContainText("12,4");
  await driver.when.back();
  await expect(driver.get.headline()).toContainText(people(season.totals.covered));
  driver.then.noTrouble();
});

test("a unit's standing is a word and a sign", async ({ driver }) => {
  await driver.given.open(`/?view=coverage&unit=${tanHung}`);
  await expect(driver.get.standing("Ấp Hưng Lập A")).toContainText("▼ Dưới ngưỡng");
  await expect(driver.get.standing("Sóc Ứng")).toContainText("✓ Đạt ngưỡng");
  driver.then.noTrouble();
});

test("a hamlet shows its nearest school and the way there, leg by leg", async ({ driver }) => {
  await driver.given.open(`/?view=coverage&unit=${tanHung}`);
  await driver.when.chooseUnit("Ấp Hưng Lập B");
  const way = await driver.get.api("/api/coverage/way?facility=primary&unit=25345-03");
  await expect(driver.get.way()).toContainText(way.facility.name);
  await expect(driver.get.way()).toContainText("theo đường");
  await driver.given.map();
  await driver.screenshot(`way-${test.info().project.name}`);
  driver.then.noTrouble();
});

test("what if: one more school gains people, nothing is stored", async ({ driver }) => {
  await driver.given.open("/?view=coverage");
  const before = await driver.get.api("/api/reports/coverage?facility=primary&by=commune");
  await driver.when.openWhatIf();
  await driver.when.findBest();
  await expect(driver.get.best()).toHaveCount(3);
  await driver.when.tryBest();
  await expect(driver.get.effect()).toContainText(/thêm \d/);
  // What is tried is not offered again, and taking it back leaves the list where it is.
  await expect(driver.get.best().first()).toContainText("đang thử");
  await driver.when.takeBack();
  await expect(driver.get.supposed()).toHaveCount(0);
  await expect(driver.get.best().first()).toBeVisible();
  await driver.when.tryBest();
  await driver.when.supposeAt("11,6423 106,7163");
  await expect(driver.get.supposed()).toHaveCount(3);
  await driver.when.takeBack();
  await expect(driver.get.supposed()).toHaveCount(1);
  const after = await driver.get.api("/api/reports/coverage?facility=primary&by=commune");
  expect(after).toEqual(before);
  driver.then.noTrouble();
});

test("what if on the map: a click places it", async ({ driver }) => {
  await driver.given.less();
  await driver.given.open(`/?view=coverage&unit=${tanHung}`);
  const { units } = await driver.get.api("/api/units");
  const far = units.find((unit: { code: string }) => unit.code === "25345-02");
  await driver.when.openWhatIf();
  await driver.when.supposeOnMap(far.center);
  await expect(driver.get.effect()).toContainText(/thêm \d/);
  await expect(driver.get.effect()).toBeInViewport();
  await expect(driver.get.details()).toHaveCount(0); // the click has selected nothing
  await driver.screenshot(`what-if-${test.info().project.name}`);
  driver.then.noTrouble();
});

test("axe finds nothing in the views of coverage", async ({ driver }) => {
  await driver.given.less();
  for (const path of ["/?view=coverage", `/?view=coverage&unit=25345-03`, "/?view=places"]) {
    await driver.given.open(path);
    await expect(driver.get.rows().first()).toBeVisible();
    await driver.when.openWhatIfIfThere();
    await driver.then.accessible();
    await driver.then.noSidewaysScroll();
    if (await driver.isPhone()) await driver.then.bigTargets();
  }
  await driver.screenshot(`places-${test.info().project.name}`);
});

test("English words on the same address", async ({ driver }) => {
  await driver.given.open("/?view=coverage&lang=en");
  await expect(driver.get.headline()).toContainText(
    "reach a primary school within 2\u00a0km along the roads",
  );
  await driver.given.open("/?view=places&lang=en");
  await expect(driver.get.headline()).toContainText("hamlets have no cultural house, own or shared");
  driver.then.noTrouble();
});
