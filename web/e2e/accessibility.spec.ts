import { expect, test } from "./fixtures";

test("axe finds nothing on the first page", async ({ driver }) => {
  await driver.given.open("/");
  await driver.then.accessible();
  await driver.then.noSidewaysScroll();
  await driver.screenshot(`home-${test.info().project.name}`);
});

test("axe finds nothing with map, legend and record open", async ({ driver }) => {
  await driver.given.less();
  await driver.given.open("/?unit=25345&road=1");
  if (!(await driver.isPhone())) await driver.given.map();
  await expect(driver.get.details()).toContainText("Km0+000");
  await driver.then.accessible();
  await driver.then.noSidewaysScroll();
  driver.then.noTrouble();
});

test("axe finds nothing in the dialogs", async ({ driver }) => {
  await driver.given.open("/");
  await driver.when.openExport();
  await expect(driver.get.dialog()).toBeVisible();
  await driver.then.accessible();
  await driver.when.press("Escape");
  await expect(driver.get.dialog()).toHaveCount(0);
  await driver.when.search("tan");
  await expect(driver.get.options().first()).toBeVisible();
  await driver.then.accessible();
});

test("a thumb hits every target on a phone", async ({ driver }) => {
  test.skip(!(await driver.isPhone()), "phones only");
  await driver.given.open("/");
  await driver.then.bigTargets();
  await driver.given.map();
  await driver.then.bigTargets();
});
