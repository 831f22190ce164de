import { expect, test } from "@playwright/test";
import { Driver } from "./driver";
import { firstAdministrator } from "./first_administrator";
import { AtlasServer } from "./server";

/** Two communes side by side in the district, a tenth of a degree each. */
function communes(): Buffer {
  const feature = (i: number, name: string) => {
    const [west, east] = [106.5 + i * 0.1, 106.6 + i * 0.1];
    const ring = [
      [west, 11.6],
      [east, 11.6],
      [east, 11.7],
      [west, 11.7],
      [west, 11.6],
    ];
    const geometry = { type: "Polygon", coordinates: [ring] };
    return { type: "Feature", properties: { code: `2534${i}`, name }, geometry };
  };
  const features = [feature(1, "Xã Đầu"), feature(2, "Xã Sau")];
  return Buffer.from(JSON.stringify({ type: "FeatureCollection", features }));
}

test("the first boundaries of an empty atlas are on the map at once", async ({ page }) => {
  const server = await AtlasServer.startEmpty();
  try {
    const driver = new Driver(page, server.url);
    await driver.given.less();
    await firstAdministrator(page, server);
    const dialog = page.getByRole("dialog");
    await expect(page.getByRole("button", { name: "Nhập tệp đầu tiên" })).toBeInViewport();
    await driver.then.accessible();
    await driver.screenshot(`empty-${test.info().project.name}`);

    // The plan speaks of communes that are not there: nothing leads to them.
    await driver.when.openChecks();
    await expect(dialog).toContainText("(25345) không có trong dữ liệu");
    await expect(dialog.getByRole("button", { name: "Xem", exact: true })).toHaveCount(0);
    await page.keyboard.press("Escape");

    await page.getByRole("button", { name: "Nhập tệp đầu tiên" }).click();
    const file = { name: "xa.geojson", mimeType: "application/geo+json", buffer: communes() };
    await dialog.locator("input[type=file]").setInputFiles(file);
    await expect(dialog.getByLabel("Tệp này là lớp")).toHaveValue("communes");
    await dialog.getByRole("button", { name: "Xem trước" }).click();
    await expect(dialog).toContainText("Thêm mới2");
    await dialog.getByRole("button", { name: "Ghi vào bản đồ" }).click();
    await expect(dialog).toContainText("2 mục mới");
    await page.keyboard.press("Escape");
    await expect(page.getByRole("link", { name: "Xã Đầu" })).toBeVisible();

    if (await driver.isPhone()) await driver.when.tab("Bản đồ");
    await driver.then.zoomedTo(8);
    const position = await driver.screenPoint([106.67, 11.64]);
    await driver.screenshot(`first-boundaries-${test.info().project.name}`);
    await page.locator("#map canvas").click({ position });
    await expect(page).toHaveURL(/unit=25341/);
  } finally {
    await server.stop();
  }
});
