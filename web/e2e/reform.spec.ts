import { test as base, expect } from "@playwright/test";
import { Driver } from "./driver";
import { AtlasServer } from "./server";

/** A district after the merger of July 2025. */
const test = base.extend<{ driver: Driver }, { merged: AtlasServer }>({
  merged: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from this pattern
    async ({}, use) => {
      const server = await AtlasServer.start();
      await server.stopFor("units", "reform", "../data/reforms/hon-quan-2025-07.json");
      await use(server);
      await server.stop();
    },
    { scope: "worker" },
  ],
  driver: async ({ page, merged }, use) => {
    await use(new Driver(page, merged.url));
  },
});

test("a day before the merger has the communes of that day", async ({ driver }) => {
  await driver.given.open("/");
  await expect(driver.get.rows()).toHaveCount(5);
  await expect(driver.get.rows().filter({ hasText: "Minh Đức" })).toHaveCount(1);
  await driver.screenshot(`merged-${test.info().project.name}`);

  await driver.given.open("/?as_of=2025-06-30");
  await expect(driver.get.rows()).toHaveCount(13);
  await expect(driver.get.rows().filter({ hasText: "Minh Tâm" })).toHaveCount(1);
  await driver.then.noSidewaysScroll();
  driver.then.noTrouble();
});

test("one code is two communes, each on its days", async ({ driver }) => {
  await driver.given.open("/?unit=25349");
  await expect(driver.get.unit()).toContainText("Minh Đức");
  await driver.given.open("/?unit=25349&as_of=2025-06-30");
  await expect(driver.get.unit()).toContainText("Minh Tâm");
  driver.then.noTrouble();
});
