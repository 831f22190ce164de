import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";

/** The page as a printer gets it, on a sheet of so many CSS pixels. */
async function onPaper(page: Page, width: number): Promise<void> {
  await page.setViewportSize({ width, height: 1000 });
  await page.emulateMedia({ media: "print" });
}

/** A4 without its margins, at 96 dots per inch. */
const portrait = 703;
const landscape = 1054;

test("the kilometres on paper: heading, day, rule and every row, and nothing to press", async ({
  driver,
  page,
}) => {
  await driver.given.open("/");
  await onPaper(page, portrait);
  await expect(page.locator(".brand-name")).toBeVisible();
  await expect(page.locator(".headline-unit")).toContainText("Hớn Quản");
  await expect(page.locator(".headline-note")).toBeVisible();
  await expect(page.locator("#as-of")).toBeVisible();
  await expect(page.locator("table.units tbody tr").last()).toBeVisible();
  for (const screen of [".views", ".tabs", ".actions", ".search", ".legend", "#map", ".account-button"])
    await expect(page.locator(screen).first(), screen).toBeHidden();
  // What scrolls on the screen has its whole length, and heads of tables come again on each sheet.
  const { scroll, head } = await page.evaluate(() => ({
    scroll: getComputedStyle(document.querySelector("#scroll") as Element).overflowY,
    head: getComputedStyle(document.querySelector("table.units thead") as Element).display,
  }));
  expect({ scroll, head }).toEqual({ scroll: "visible", head: "table-header-group" });
});

test("communes by criteria on paper: all columns on the sheet, with their colours", async ({
  driver,
  page,
}) => {
  await driver.given.open("/?view=plan");
  await expect(page.locator(".matrix tbody tr").first()).toBeVisible();
  await onPaper(page, landscape);
  const table = await page.locator(".matrix").boundingBox();
  expect(table?.width).toBeLessThanOrEqual(landscape);
  await expect(page.locator(".matrix thead th")).toHaveCount(21);
  await expect(page.locator(".matrix tbody .opens").first()).toBeVisible();
  const cell = page.locator(".cell-not_met").first();
  await expect(cell).toHaveCSS("color", "rgb(255, 255, 255)");
  await expect(cell).toHaveCSS("print-color-adjust", "exact");
});
