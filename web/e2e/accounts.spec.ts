import { expect, type Page, test } from "@playwright/test";
import { Driver } from "./driver";
import { firstAdministrator, password } from "./first_administrator";
import { AtlasServer } from "./server";

const dialog = (page: Page) => page.getByRole("dialog");
const press = (page: Page, name: string | RegExp) => dialog(page).getByRole("button", { name }).click();

async function signIn(page: Page, name: string, secret = password): Promise<void> {
  await dialog(page).getByLabel("Tên đăng nhập").fill(name);
  await dialog(page).getByLabel("Mật khẩu", { exact: true }).fill(secret);
  await page.keyboard.press("Enter");
}

test("the first administrator adds an editor, who sets a password and signs in", async ({
  page,
  browser,
}) => {
  const server = await AtlasServer.start();
  try {
    const driver = new Driver(page, server.url);
    await firstAdministrator(page, server);
    await expect(dialog(page)).toBeHidden();
    await page.locator(".account-button").click();
    await driver.then.accessible();
    await driver.then.noSidewaysScroll();
    await driver.screenshot(`account-${test.info().project.name}`);

    await press(page, "Người dùng");
    await press(page, "Thêm người dùng");
    await dialog(page).getByLabel("Tên đăng nhập").fill("hoa");
    await dialog(page).getByLabel("Họ và tên").fill("Lê Thị Hoa");
    await dialog(page).getByLabel("Vai trò").selectOption("commune_editor");
    await press(page, "Thêm người dùng");
    await expect(dialog(page).getByRole("alert")).toContainText("ít nhất một xã");
    await dialog(page).getByRole("checkbox").first().check();
    await driver.then.accessible();
    await driver.screenshot(`account-add-${test.info().project.name}`);
    await press(page, "Thêm người dùng");
    const link = await dialog(page).locator(".account-secret input").inputValue();
    await expect(dialog(page).getByText("chưa đặt mật khẩu")).toBeVisible();
    await driver.then.accessible();
    await driver.then.noSidewaysScroll();
    await driver.screenshot(`account-users-${test.info().project.name}`);
    expect(driver.trouble.filter((one) => !one.includes("422"))).toEqual([]);

    const other = await (await browser.newContext({ locale: "vi-VN" })).newPage();
    await other.goto(link);
    await expect(dialog(other)).toContainText("Đặt mật khẩu cho “hoa”");
    await dialog(other).getByLabel("Mật khẩu mới").fill("ngắn");
    await press(other, "Lưu và đăng nhập");
    await expect(dialog(other).getByRole("alert")).toContainText("12");
    await dialog(other).getByLabel("Mật khẩu mới").fill("mưa rơi trên mái tôn");
    await press(other, "Lưu và đăng nhập");
    await expect(other.locator(".account-name")).toContainText("Lê Thị Hoa");
    await other.locator(".account-button").click();
    await expect(dialog(other).getByRole("button", { name: "Người dùng" })).toHaveCount(0);
    await expect(dialog(other)).toContainText("Cán bộ xã");

    await press(page, "Khoá hoa");
    await expect(dialog(page).getByText("đã khoá")).toBeVisible();
    await press(other, "Mật khẩu ứng dụng");
    await expect(dialog(other)).toContainText("Tên đăng nhập");
    await signIn(other, "hoa", "mưa rơi trên mái tôn");
    await expect(dialog(other).getByRole("alert")).toContainText("bị khoá");
    await other.context().close();
  } finally {
    await server.stop();
  }
});

test("application passwords work for a program until they are revoked", async ({ page, request }) => {
  const server = await AtlasServer.start({ anonymous: false, demo: true });
  try {
    const driver = new Driver(page, server.url);
    await firstAdministrator(page, server);
    await page.locator(".account-button").click();
    await press(page, "Mật khẩu ứng dụng");
    await dialog(page).getByLabel("Dùng cho").fill("QGIS ở cơ quan");
    await press(page, "Tạo mật khẩu ứng dụng");
    const secret = await dialog(page).locator(".account-secret input").inputValue();
    await driver.then.accessible();
    await driver.then.noSidewaysScroll();
    await driver.screenshot(`account-programs-${test.info().project.name}`);
    const headers = { Authorization: `Basic ${Buffer.from(`quản.trị:${secret}`).toString("base64")}` };
    expect((await request.get(`${server.url}/api/atlas`)).status()).toBe(401);
    expect((await request.get(`${server.url}/api/atlas`, { headers })).status()).toBe(200);
    await press(page, /^Thu hồi/);
    await expect(dialog(page).getByText("đã thu hồi")).toBeVisible();
    expect((await request.get(`${server.url}/api/atlas`, { headers })).status()).toBe(401);
    await press(page, "Nhật ký");
    await expect(dialog(page)).toContainText("thu hồi mật khẩu ứng dụng");
    await driver.then.accessible();
  } finally {
    await server.stop();
  }
});

test("a closed atlas asks for sign-in, by keyboard too, and shows nothing before", async ({
  page,
  context,
}) => {
  const server = await AtlasServer.start({ anonymous: false, demo: true });
  try {
    const driver = new Driver(page, server.url);
    await firstAdministrator(page, server);
    await expect(page.locator("#summary table.units")).toBeAttached();
    await page.locator(".account-button").click();
    await press(page, "Đăng xuất");
    await expect(dialog(page)).toContainText("chỉ dành cho người có tài khoản");
    await expect(page.locator("#summary table.units")).toHaveCount(0);
    expect(await context.cookies()).toEqual([]);
    await driver.then.accessible();
    await driver.then.noSidewaysScroll();
    await driver.screenshot(`account-sign-in-${test.info().project.name}`);
    await signIn(page, "quản.trị", "sai mật khẩu rồi");
    await expect(dialog(page).getByRole("alert")).toContainText("sai");
    await signIn(page, "QUẢN.TRỊ");
    await expect(page.locator("#summary table.units")).toBeAttached();
    await expect(page.locator(".account-name")).toContainText("Trần Thị Lan");
    expect(driver.trouble.filter((one) => !one.includes("401"))).toEqual([]);
  } finally {
    await server.stop();
  }
});
