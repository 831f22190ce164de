import { rm } from "node:fs/promises";
import { test as base } from "@playwright/test";
import { type Editor, Office, officeFolder } from "./editors";
import { AtlasServer } from "./server";

/**
 * Every test has an office of its own, because edits must not meet those of other tests. It is a copy of one that is
 * set up once: importing the district and hashing passwords takes longer than many a test.
 */
export const test = base.extend<{ office: Office; minh: Editor; hoa: Editor }, { folder: string }>({
  folder: [
    async ({ playwright }, use) => {
      const request = await playwright.request.newContext();
      const folder = await officeFolder(request);
      await request.dispose();
      await use(folder);
      await rm(folder, { recursive: true, force: true });
    },
    { scope: "worker" },
  ],
  office: async ({ folder }, use) => {
    const office = new Office(await AtlasServer.startFrom(folder));
    await use(office);
    await office.server.stop();
  },
  minh: async ({ office, page }, use) => use(await office.enter(page, "minh")),
  hoa: async ({ office, browser }, use) => {
    const hoa = await office.another(browser, "hoa");
    await use(hoa);
    await hoa.browser.context().close();
  },
});

export { expect } from "@playwright/test";
