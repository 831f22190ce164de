import { expect, test } from "./fixtures";

test("the panel's main button brings the roads as a shapefile, in one click", async ({ driver }) => {
  await driver.given.open("/?unit=25345");
  const download = await driver.when.downloadRoads();
  expect(download.suggestedFilename()).toMatch(/\.zip$/);
  const file = await driver.get.fileText(download);
  expect(file.subarray(0, 2).toString()).toBe("PK");
  expect(driver.clicks).toBe(1);
  await expect(driver.get.live()).toContainText("Đã tải");
  driver.then.noTrouble();
});

test("task 11: the delivery for the province in three clicks", async ({ driver }) => {
  await driver.given.open("/");
  await driver.when.openExport();
  await driver.when.choosePreset();
  const download = await driver.when.downloadChoice();
  expect(download.suggestedFilename()).toMatch(/\.zip$/);
  expect(driver.clicks).toBeLessThanOrEqual(3);
  driver.then.noTrouble();
});

test("files are those of the rule and of the state of knowledge that are shown", async ({ driver }) => {
  const other = "asphalt-or-concrete";
  await driver.given.open("/?unit=25345");
  await driver.when.chooseRules(other);
  await expect(driver.get.files()).toHaveAttribute("href", new RegExp(`rules=${other}`));
  await driver.when.openExport();
  await expect(driver.get.choiceFile()).toHaveAttribute("href", new RegExp(`roads.*rules=${other}`));

  await driver.given.open("/?unit=25345&recorded_as_of=r4");
  await driver.when.openExport();
  await expect(driver.get.choiceFile()).not.toHaveAttribute("href", /recorded_as_of/);
  await driver.when.chooseLayer("report");
  await expect(driver.get.choiceFile()).toHaveAttribute("href", /reports.*recorded_as_of=r4/);
  driver.then.noTrouble();
});
