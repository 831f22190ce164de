import { expect, type Page } from "@playwright/test";
import type { AtlasServer } from "./server";

export const password = "con trâu đọc sách";

/** Follows the one-time link of a new server, and is signed in then. */
export async function firstAdministrator(page: Page, server: AtlasServer): Promise<void> {
  await page.goto(server.url + server.firstLink());
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("Tạo quản trị viên đầu tiên");
  expect(page.url()).not.toContain("setup");
  await dialog.getByLabel("Tên đăng nhập").fill("Quản.Trị");
  await dialog.getByLabel("Họ và tên").fill("Trần Thị Lan");
  await dialog.getByLabel("Mật khẩu mới").fill(password);
  await dialog.getByRole("button", { name: "Lưu và đăng nhập" }).click();
  await expect(page.locator(".account-name")).toContainText("Trần Thị Lan");
}
