import { expect, test } from "./fixtures";

test("task 2: a hamlet without typing its accents, in one click at most", async ({ driver }) => {
  await driver.given.open("/");
  await driver.when.search("soc dam");
  await expect(driver.get.options().first()).toContainText("Sóc Dầm");
  await driver.when.enter();
  await expect(driver.get.unit()).toHaveText("Sóc Dầm");
  expect(driver.clicks).toBeLessThanOrEqual(1);
  driver.then.noTrouble();
});

test("Enter may come before the answer", async ({ driver }) => {
  await driver.given.open("/");
  await driver.when.search("tan hung");
  await driver.when.enter();
  await expect(driver.get.unit()).toHaveText("Xã Tân Hưng");
});

test("the arrow keys walk through the results", async ({ driver }) => {
  await driver.given.open("/");
  await driver.when.search("soc");
  await expect(driver.get.options().nth(1)).toBeVisible();
  await driver.when.press("ArrowDown");
  await expect(driver.get.options().nth(1)).toHaveAttribute("aria-selected", "true");
});

test("nothing found is said, in the list and to screen readers", async ({ driver }) => {
  await driver.given.open("/");
  await driver.when.search("khongcoaptenvay");
  await expect(driver.get.options()).toContainText("Không tìm thấy");
  await expect(driver.get.live()).toContainText("Không tìm thấy");
  driver.then.noTrouble();
});
