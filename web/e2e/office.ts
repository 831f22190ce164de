import { test as base } from "@playwright/test";
import { type Editor, type Office, officeOf } from "./editors";

/** Every test has an office of its own: edits must not meet those of other tests. */
export const test = base.extend<{ office: Office; minh: Editor; hoa: Editor }>({
  office: async ({ playwright }, use) => {
    const request = await playwright.request.newContext();
    const office = await officeOf(request);
    await use(office);
    await request.dispose();
    await office.server.stop();
  },
  minh: async ({ office, page }, use) => use(await office.enter(page, "minh")),
  hoa: async ({ office, browser }, use) => {
    const hoa = await office.another(browser, "hoa");
    await use(hoa);
    await hoa.browser.context().close();
  },
});
