import { expect } from "@playwright/test";
import { test } from "./office";

const earth = 8;

test("figures as they were known before are told apart from those of now, and nothing is edited", async ({
  minh,
}) => {
  const before = (await minh.history())[0].id;
  await minh.openRoad(earth);
  await minh.press("Ghi nhận cứng hoá");
  await minh.press("Lưu");
  await expect(minh.toast()).toContainText("Đã ghi");
  await expect(minh.get.headline()).toContainText("7,8");

  await minh.given.open(`/?unit=25330&road=${earth}&recorded_as_of=r${before}`);
  await expect(minh.get.headline()).toContainText("8,7");
  const note = minh.browser
    .getByRole("complementary", { name: "Đang xem quá khứ" })
    .filter({ visible: true });
  await expect(note).toContainText(`như đã biết ở bản số ${before}`);
  await expect(minh.get.details()).toContainText("Đất");
  await expect(minh.get.details()).toContainText("Không sửa được");
  await expect(minh.browser.getByRole("button", { name: "Ghi nhận cứng hoá" })).toHaveCount(0);
  await expect(minh.browser.getByRole("button", { name: "Vẽ đường mới" })).toHaveCount(0);
  await minh.then.accessible();
  await minh.then.noSidewaysScroll();
  await minh.screenshot(`past-${test.info().project.name}`);

  await note.getByRole("button", { name: "Về hiện tại" }).click();
  await expect(minh.get.headline()).toContainText("7,8");
  await expect(minh.browser.getByRole("button", { name: "Ghi nhận cứng hoá" })).toBeVisible();
  expect(minh.get.search()).not.toContain("recorded_as_of");
});

test("both days are typed, stay in the address, and end with the view of roads", async ({ minh }) => {
  await minh.given.open("/?unit=25330");
  await minh.press(/như đã biết/);
  await minh.browser.getByLabel("Như đã biết vào ngày").fill("05/11/2030");
  await minh.browser.keyboard.press("Enter");
  // What will be known is what is known now.
  expect(minh.get.search()).not.toContain("recorded_as_of");
  const day = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
  const [year, month, date] = day.split("-");
  await minh.browser.getByLabel("Như đã biết vào ngày").fill(`${date}/${month}/${year}`);
  await minh.browser.keyboard.press("Enter");
  // The district was read in today: nothing was known of it yesterday.
  await expect.poll(() => minh.get.search()).toContain(`recorded_as_of=${day}`);
  await expect(
    minh.browser
      .getByText(/như đã biết vào ngày/)
      .filter({ visible: true })
      .first(),
  ).toBeVisible();
  await minh.browser.getByLabel("Đúng vào ngày").fill("30/06/2024");
  await minh.browser.keyboard.press("Enter");
  await expect.poll(() => minh.get.search()).toContain("as_of=2024-06-30");
  expect(minh.get.search()).toContain(`recorded_as_of=${day}`);
  await minh.screenshot(`past-days-${test.info().project.name}`);
  await minh.browser.getByRole("link", { name: "Xa trường học" }).click();
  await expect.poll(() => minh.get.search()).not.toContain("recorded_as_of");
  expect(minh.get.search()).toContain("as_of=2024-06-30");
});
