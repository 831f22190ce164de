import { expect } from "@playwright/test";
import { test } from "./office";

/** 963 m of earth, in Ấp 2 and Ấp 4 of An Khương. */
const earth = 8;
const near = "/?unit=25330#14.5/11.7376/106.679";

test("a whole road is recorded in three clicks and undone by one", async ({ minh }) => {
  await minh.given.less();
  await minh.given.open(near);
  await minh.given.map();
  const before = await minh.remaining("25330");
  minh.clicks = 0;
  await minh.when.clickRoad(earth);
  await minh.press("Ghi nhận cứng hoá");
  await expect(minh.preview()).toContainText(
    "An Khương: còn 8,74 km → 7,77 km".replaceAll(" km", "\u00a0km"),
  );
  await minh.press("Lưu");
  await expect(minh.toast()).toHaveText(/^Đã ghi 0,96\skm BTXM. An Khương còn 7,8\skm.$/);
  expect(minh.clicks).toBeLessThanOrEqual(3);
  expect(before - (await minh.remaining("25330"))).toBeCloseTo(963, 0);
  await expect(minh.get.headline()).toContainText("7,8");
  await expect(minh.get.details()).toContainText("Bê tông xi măng");
  await minh.screenshot(`edit-toast-${test.info().project.name}`);

  minh.clicks = 0;
  await minh.press("Hoàn tác");
  await expect(minh.toast()).toHaveText(/^Đã hoàn tác. An Khương còn 8,7\skm.$/);
  expect(minh.clicks).toBe(1);
  expect(await minh.remaining("25330")).toBeCloseTo(before, 3);
  await expect(minh.get.details()).not.toContainText("Bê tông xi măng");
  minh.then.noTrouble();
});

test("a part of a road is recorded in five clicks, with two handles", async ({ minh }) => {
  await minh.given.less();
  await minh.given.open(near);
  await minh.given.map();
  minh.clicks = 0;
  await minh.when.clickRoad(earth);
  await minh.press("Ghi nhận cứng hoá");
  await minh.dragHandle("Điểm đầu đoạn", 0.25);
  await minh.dragHandle("Điểm cuối đoạn", 0.75);
  await expect(minh.form().locator(".edit-length")).toContainText(/4[78]\d\sm/);
  await expect(minh.preview()).toContainText("8,26");
  await minh.then.accessible();
  await minh.then.noSidewaysScroll();
  await minh.screenshot(`edit-surface-${test.info().project.name}`);
  await minh.press("Lưu");
  await expect(minh.toast()).toContainText("BTXM");
  expect(minh.clicks).toBeLessThanOrEqual(5);
  const { surfaces } = await minh.road(earth);
  expect(surfaces.map((one: { surface: string }) => one.surface)).toEqual(["dat", "btxm", "dat"]);
});

test("a surface is recorded by keyboard alone", async ({ minh }) => {
  await minh.openRoad(earth);
  await minh.browser.getByRole("button", { name: "Ghi nhận cứng hoá" }).focus();
  await minh.browser.keyboard.press("Enter");
  await expect(minh.browser.locator("#edit-title")).toBeFocused();
  await minh.browser.keyboard.press("Tab");
  await expect(minh.browser.getByRole("slider", { name: "Điểm đầu đoạn" })).toBeFocused();
  await minh.browser.keyboard.press("PageUp");
  await minh.browser.keyboard.press("ArrowRight");
  await minh.browser.keyboard.press("ArrowRight");
  await minh.browser.keyboard.press("Tab");
  await minh.browser.keyboard.press("Tab");
  await expect(minh.field("Từ Km")).toHaveValue("Km0+120");
  await minh.browser.keyboard.press("Tab");
  await minh.browser.keyboard.type("Km0+400");
  await expect(minh.form().locator(".edit-length")).toContainText(/280\sm/);
  await minh.browser.keyboard.press("Enter");
  await expect(minh.toast()).toContainText(/Đã ghi 0,28\skm BTXM/);
  const { surfaces } = await minh.road(earth);
  expect(surfaces[1]).toMatchObject({ from_m: 120, to_m: 400, surface: "btxm" });
  await expect(minh.browser.getByRole("button", { name: "Ghi nhận cứng hoá" })).toBeFocused();
});

test("what is typed wrongly is said, and nothing is sent", async ({ minh }) => {
  await minh.openRoad(earth);
  await minh.press("Ghi nhận cứng hoá");
  await minh.field("Đến Km").fill("Km9+000");
  await minh.field("Bề rộng, m").fill("rộng");
  await minh.press("Lưu");
  await expect(minh.form().getByRole("alert")).toContainText("không nằm trên đường");
  await minh.field("Đến Km").fill("0+400");
  await expect(minh.form().getByRole("alert")).toContainText("ví dụ 3,5");
  await minh.then.accessible();
  await minh.press("Huỷ");
  await expect(minh.form()).toBeHidden();
  expect((await minh.history()).length).toBe(4);
});

test("who leaves the page with something typed is asked first", async ({ minh }) => {
  const asked: string[] = [];
  minh.browser.on("dialog", (dialog) => {
    asked.push(dialog.type());
    void dialog.dismiss();
  });
  await minh.openRoad(earth);
  await minh.press("Ghi nhận cứng hoá");
  await minh.field("Bề rộng, m").fill("3,5");
  await minh.browser.evaluate(() => location.reload());
  await expect.poll(() => asked).toEqual(["beforeunload"]);
  await expect(minh.field("Bề rộng, m")).toHaveValue("3,5");
  // With nothing typed nobody is asked.
  await minh.press("Huỷ");
  await minh.press("Ghi nhận cứng hoá");
  await expect(minh.form()).toBeVisible();
  await minh.browser.reload();
  await expect(minh.form()).toBeHidden();
  expect(asked).toHaveLength(1);
});

test("a commune editor proposes, an approver accepts, and the editor's page follows", async ({
  minh,
  hoa,
}) => {
  await hoa.openRoad(earth);
  await hoa.press("Ghi nhận cứng hoá");
  await hoa.field("Biên bản, chứng cứ").fill("BB 12/2024");
  await hoa.press("Đề nghị");
  await expect(hoa.toast()).toContainText("chờ duyệt");
  await expect(hoa.browser.locator("#summary")).toContainText(/\+0,96\skm chờ duyệt/);
  const before = await minh.remaining("25330");

  await minh.given.open("/?unit=25330");
  await expect(minh.browser.locator(".edit-bar .count")).toHaveText("1");
  await minh.press(/Chờ duyệt/);
  await expect(minh.dialog()).toContainText("Lê Thị Hoa");
  await expect(minh.dialog()).toContainText("Bê tông xi măng (cả tuyến) trên đường số 8");
  await expect(minh.dialog()).toContainText(/đường số 8.* \(Ấp \d\).*chứng cứ: BB 12\/2024/);
  await minh.then.accessible();
  await minh.screenshot(`edit-inbox-${test.info().project.name}`);
  await minh.press(/^Duyệt/);
  await expect(minh.toast()).toContainText(/Đã duyệt. An Khương còn 7,8\skm/);
  await expect(minh.dialog()).toContainText("Không có đề nghị nào đang chờ");
  await expect(minh.browser.locator(".edit-bar .count")).toHaveText("0");
  expect(before - (await minh.remaining("25330"))).toBeCloseTo(963, 0);

  // Without a reload: the figures, the record, and what waits.
  await expect(hoa.get.headline()).toContainText("7,8");
  await expect(hoa.get.details()).toContainText("BB 12/2024");
  await expect(hoa.browser.locator("#summary")).not.toContainText("chờ duyệt");
  await hoa.press(/Đề nghị của tôi/);
  await expect(hoa.dialog()).toContainText("đã duyệt");
});

test("a proposal is returned with a reason, and another one withdrawn", async ({ minh, hoa }) => {
  for (const road of [earth, 15]) {
    await hoa.openRoad(road);
    await hoa.press("Ghi nhận cứng hoá");
    await hoa.press("Đề nghị");
    await expect(hoa.toast()).toContainText("chờ duyệt");
  }
  await hoa.press("Hoàn tác");
  await expect(hoa.toast()).toContainText("Đã rút");

  await minh.given.open("/?unit=25330");
  await minh.press(/Chờ duyệt/);
  await minh.press(/^Trả lại/);
  await minh.press(/^Trả lại/);
  await expect(minh.dialog()).toContainText("Hãy ghi lý do");
  await minh.dialog().getByLabel("Lý do trả lại").fill("Thiếu biên bản nghiệm thu");
  await minh.press(/^Trả lại/);
  await expect(minh.dialog()).toContainText("Không có đề nghị nào đang chờ");
  await hoa.press(/Đề nghị của tôi/);
  await expect(hoa.dialog()).toContainText("Thiếu biên bản nghiệm thu");
  await expect(hoa.dialog()).toContainText("đã rút");
  await hoa.then.accessible();
});

test("an editor of another commune is not offered what would be refused", async ({ hoa }) => {
  const other = await hoa.browser.request.get(`${hoa.address}/api/search?q=duong&limit=50`);
  expect(other.ok()).toBe(true);
  await hoa.given.open("/?road=400");
  await expect(hoa.get.details()).toContainText("Bạn chỉ sửa được ở xã được giao");
});

test("who edits what another has changed meanwhile sees both and loses nothing", async ({
  minh,
  office,
  playwright,
}) => {
  await minh.openRoad(earth);
  await minh.press("Sửa thông tin");
  await minh.field("Tên").fill("Đường của tôi");
  await expect(minh.preview()).toHaveAttribute("aria-busy", "false");
  const lan = await playwright.request.newContext();
  await office.post(lan, "/api/session", { name: "lan", password: "con trâu đọc sách" });
  const answer = await lan.patch(`${minh.address}/api/roads/${earth}`, {
    headers: { Origin: minh.address, "X-Requested-With": "x", "If-Match": "*" },
    data: { name: "Đường của Lan" },
  });
  expect(answer.ok(), await answer.text()).toBe(true);
  await minh.press("Lưu");
  await expect(minh.trouble412()).toContainText("Trần Thị Lan");
  await expect(minh.trouble412()).toContainText("đã đổi tên");
  await expect(minh.trouble412()).toContainText("Đường của Lan");
  await expect(minh.field("Tên")).toHaveValue("Đường của tôi");
  await minh.then.accessible();
  // The form's own buttons do not lie on those of the conflict.
  const box = async (button: string) => {
    const found = minh.form().getByRole("button", { name: button, exact: true });
    return (await found.boundingBox()) ?? { y: Number.NaN, height: Number.NaN };
  };
  const keep = await box("Vẫn lưu bản của tôi");
  expect(keep.y + keep.height).toBeLessThanOrEqual((await box("Lưu")).y);
  await minh.screenshot(`edit-stale-${test.info().project.name}`);
  await minh.press("Vẫn lưu bản của tôi");
  await expect(minh.toast()).toContainText("Đã lưu");
  expect((await minh.road(earth)).name).toBe("Đường của tôi");
  await lan.dispose();
});

test("without a connection the form stays, and the repetition is no second record", async ({ minh }) => {
  await minh.openRoad(earth);
  await minh.press("Ghi nhận cứng hoá");
  await expect(minh.preview()).toContainText("An Khương");
  await minh.field("Biên bản, chứng cứ").fill("BB 13");
  await expect(minh.preview()).toHaveAttribute("aria-busy", "false");
  // The server gets it, the answer is lost on the way.
  const keys: (string | undefined)[] = [];
  await minh.browser.route(/surfaces$/, async (route) => {
    keys.push(route.request().headers()["idempotency-key"]);
    if (keys.length > 1) return route.continue();
    await route.fetch();
    await route.abort();
  });
  await minh.press("Lưu");
  await expect(minh.trouble412()).toContainText("mất kết nối");
  await expect(minh.field("Biên bản, chứng cứ")).toHaveValue("BB 13");
  await minh.press("Lưu lại");
  await expect(minh.toast()).toContainText("Đã ghi");
  expect(keys[0]).toMatch(/^[0-9a-f-]{36}$/);
  expect(keys[1]).toBe(keys[0]);
  expect((await minh.history()).length).toBe(5);
});

test("a change is taken back from the history in three clicks", async ({ minh }) => {
  await minh.openRoad(earth);
  await minh.press("Ghi nhận cứng hoá");
  await minh.press("Lưu");
  await expect(minh.toast()).toContainText("Đã ghi");
  await minh.given.open("/?unit=25330");
  minh.clicks = 0;
  await minh.press("Lịch sử thay đổi");
  await expect(minh.dialog()).toContainText("Phạm Văn Minh");
  minh.clicks += 1;
  await minh.dialog().locator("summary").first().click();
  await expect(minh.dialog()).toContainText("thêm mặt đường");
  await minh.then.accessible();
  await minh.screenshot(`edit-history-${test.info().project.name}`);
  await minh.press(/^Khôi phục/);
  await expect(minh.toast()).toContainText("Đã hoàn tác");
  expect(minh.clicks).toBeLessThanOrEqual(3);
  expect((await minh.road(earth)).surfaces[0].surface).toBe("dat");
});

test("the history of a road says who and why, and names what stands in the way of a revert", async ({
  minh,
}) => {
  for (const name of ["Tên một", "Tên hai"]) {
    await minh.openRoad(earth);
    await minh.press("Sửa thông tin");
    await minh.field("Tên").fill(name);
    await minh.field("Ghi chú").fill(`theo quyết định, ${name}`);
    await minh.press("Lưu");
    await expect(minh.get.detailsTitle()).toHaveText(name);
  }
  await minh.browser.locator(".edit-history > summary").click();
  const versions = minh.browser.locator(".edit-changesets > li");
  await expect(versions.nth(1)).toContainText("theo quyết định, Tên một");
  await versions.nth(1).locator("summary").click();
  await expect(versions.nth(1)).toContainText("Tên một");
  await versions
    .nth(1)
    .getByRole("button", { name: /^Khôi phục/ })
    .click();
  await expect(versions.nth(1).getByRole("alert")).toContainText("Chưa khôi phục được vì");
  await minh.then.accessible();
});
