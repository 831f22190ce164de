import type { Editor } from "./editors";
import { expect, test } from "./office";

// Of An Khương: the commune that Hoa looks after.
const commune = "25330";
const planOf = (unit: string) => `/?view=plan&unit=${unit}`;
const json = async (who: Editor, path: string) =>
  (await who.browser.request.get(`${who.address}${path}`)).json();

test("a road work is drafted along a part of a road that the map draws", async ({ minh }) => {
  await minh.given.open(planOf(commune));
  const fold = minh.browser.locator("details.fold", { hasText: "Thêm công trình" }).first();
  await fold.getByRole("button", { name: "Thêm công trình" }).click();
  const form = fold.locator("form");
  await expect(form).toBeVisible();
  await form.getByRole("button", { name: "Lưu" }).click();
  await expect(form.getByRole("alert")).toContainText("nội dung");
  await form.getByLabel("Tìm đường").fill("AK-AP-012");
  await form.getByRole("button", { name: /Đường ấp 4/ }).click();
  await expect(form.getByLabel("Đến lý trình", { exact: true })).toHaveValue("Km0+458");
  await form.getByLabel("Từ lý trình", { exact: true }).fill("Km0+120");
  await expect(form.locator(".edit-length")).toContainText("338 m");
  await expect(form.locator("input[placeholder]")).toHaveAttribute(
    "placeholder",
    "Xây mới: Đường ấp 4, Km0+120–Km0+458",
  );
  await form.getByLabel("Đến lý trình", { exact: true }).fill("Km0+900");
  await form.getByRole("button", { name: "Lưu" }).click();
  await expect(form.getByRole("alert")).toContainText("Lý trình ghi như");
  await form.getByLabel("Đến lý trình", { exact: true }).fill("Km0+400");
  await form.getByLabel("Rộng mặt đường, m").fill("3,5");
  await minh.then.accessible();
  await minh.then.noSidewaysScroll();
  await minh.screenshot(`drafts-work-${test.info().project.name}`);
  await form.getByRole("button", { name: "Lưu" }).click();
  await expect(minh.toast()).toContainText("Đã thêm công trình Xây mới: Đường ấp 4");
  await expect(form).toHaveCount(0);
  await expect(fold.locator(".plan-item", { hasText: "Km0+120–Km0+400" })).toContainText("Chưa làm");
  const { works } = await json(minh, `/api/works?unit=${commune}`);
  const made = works.find((one: { draft: boolean }) => one.draft);
  expect(made).toMatchObject({ kind: "road", width_m: 3.5, amount: { exactly: 280, unit: "m" } });
  expect(made.roads).toMatchObject([{ id: 12, from_m: 120, to_m: 400 }]);
  minh.then.noTrouble();
});

test("several stretches are drafted in one go, and undone in one go", async ({ minh }) => {
  await minh.given.open(planOf(commune));
  const fold = minh.browser.locator("details.fold", { hasText: "Thêm công trình" }).first();
  await fold.getByRole("button", { name: "Thêm công trình" }).click();
  const form = fold.locator("form");
  const pick = async (code: string, from: string, to: string) => {
    await form.getByLabel("Tìm đường").fill(code);
    await form.locator(".works-found button").first().click();
    await form.getByLabel("Từ lý trình", { exact: true }).fill(from);
    await form.getByLabel("Đến lý trình", { exact: true }).fill(to);
  };
  await pick("AK-AP-012", "Km0+000", "Km0+100");
  await form.getByRole("button", { name: "Thêm đoạn khác" }).click();
  // Another part of the same road; first one that is there already.
  await pick("AK-AP-012", "Km0+050", "Km0+300");
  await form.getByRole("button", { name: "Lưu" }).click();
  await expect(form.getByRole("alert")).toContainText("trùng nhau");
  await form.getByLabel("Từ lý trình", { exact: true }).fill("Km0+200");
  await expect(form.getByRole("alert")).toHaveCount(0);
  await form.getByRole("button", { name: "Thêm đoạn khác" }).click();
  await pick("AK-AP-014", "Km0+000", "Km0+050");
  await form.getByRole("button", { name: "Thêm đoạn khác" }).click();
  await expect(form.locator(".works-pieces li")).toHaveCount(3);
  await form.getByRole("button", { name: /^Bỏ .*Km0\+000–Km0\+050$/ }).click();
  await expect(form.locator(".works-pieces li")).toHaveCount(2);
  await form.getByLabel("Rộng mặt đường, m").fill("3");
  await minh.then.accessible();
  await minh.then.noSidewaysScroll();
  await form.locator(".works-pieces").scrollIntoViewIfNeeded();
  await minh.screenshot(`drafts-several-${test.info().project.name}`);
  await form.getByRole("button", { name: "Lưu" }).click();
  await expect(minh.toast()).toContainText("Đã thêm 2 công trình");
  const drafts = async () => {
    const { works } = await json(minh, `/api/works?unit=${commune}`);
    return works.filter((one: { draft: boolean }) => one.draft);
  };
  expect(
    (await drafts()).map(({ roads, amount }: { roads: unknown[]; amount: unknown }) => [roads, amount]),
  ).toMatchObject([
    [[{ id: 12, from_m: 0, to_m: 100 }], { exactly: 100, unit: "m" }],
    [[{ id: 12, from_m: 200, to_m: 300 }], { exactly: 100, unit: "m" }],
  ]);
  await minh.press("Hoàn tác");
  await expect.poll(async () => (await drafts()).length).toBe(0);
  minh.then.noTrouble();
});

test("a household is taken off its list, and put back", async ({ office, browser }) => {
  const hoa = await office.another(browser, "hoa");
  const { units } = await hoa.get.api("/api/units");
  const hamlet = units.find((one: { parent: string }) => one.parent === commune).code;
  const made = await hoa.browser.request.post(`${hoa.address}/api/households`, {
    headers: { Origin: hoa.address, "X-Requested-With": "ntm-atlas" },
    data: { hamlet, number: "HO 17/2", category: "poor" },
  });
  expect(made.ok(), await made.text()).toBe(true);
  await hoa.browser.setViewportSize(
    test.info().project.name === "phone" ? { width: 390, height: 844 } : { width: 1366, height: 768 },
  );
  await hoa.given.open(planOf(commune));
  await hoa.browser.locator("summary", { hasText: "Hộ cần hỗ trợ" }).click();
  const item = hoa.browser.locator(".households .plan-item");
  await expect(item).toContainText("Hộ số HO 17/2");
  await item.getByRole("button", { name: "Xoá khỏi danh sách" }).click();
  const form = item.locator("form");
  await expect(form).toContainText("Bỏ “Hộ số HO 17/2” khỏi danh sách");
  // A reason would be read by others.
  await expect(form.getByRole("textbox")).toHaveCount(0);
  await hoa.then.accessible();
  await hoa.then.noSidewaysScroll();
  await form.scrollIntoViewIfNeeded();
  await hoa.screenshot(`drafts-household-off-${test.info().project.name}`);
  await form.getByRole("button", { name: "Huỷ" }).click();
  await expect(form).toHaveCount(0);
  await item.getByRole("button", { name: "Xoá khỏi danh sách" }).click();
  await form.getByRole("button", { name: "Lưu" }).click();
  await expect(hoa.toast()).toContainText("Đã bỏ Hộ số HO 17/2");
  await expect(item).toHaveCount(0);
  await hoa.press("Hoàn tác");
  await expect(item).toContainText("Hộ số HO 17/2");
  hoa.then.noTrouble();
  await hoa.browser.context().close();
});

test("what residents gave is recorded and added up by keyboard alone", async ({ minh }) => {
  await minh.given.open(planOf("25345"));
  const item = minh.browser.locator(".plan-item", { hasText: "Trường Tiểu học Tân Hưng A" }).first();
  const give = async (money: string, households: string) => {
    await item.getByRole("button", { name: "Ghi đóng góp của dân" }).focus();
    await minh.browser.keyboard.press("Enter");
    const form = item.locator("form");
    await expect(form.getByLabel("Tiền, đồng")).toBeFocused();
    await minh.browser.keyboard.type(money);
    await form.getByLabel("Số hộ đóng góp").fill(households);
    await form.getByLabel("Ngày đóng góp").fill("20/12/2024");
    await minh.browser.keyboard.press("Enter");
    await expect(form).toHaveCount(0);
  };
  await give("12.500.000", "14");
  await expect(item).toContainText("12.500.000 đồng");
  await give("500.000", "");
  await expect(item).toContainText("Dân góp: 13.000.000 đồng");
  await item.locator("summary", { hasText: "Từng lần đóng góp" }).click();
  await expect(item.locator(".given li")).toHaveCount(2);
  await expect(item.locator(".given")).toContainText("20/12/2024: 12.500.000 đồng · 14 hộ");
  await minh.then.accessible();
  await minh.screenshot(`drafts-gift-${test.info().project.name}`);
});

test("households are written and seen by their commune and by who decides, and by nobody else", async ({
  office,
  browser,
  minh,
}) => {
  const hoa = await office.another(browser, "hoa");
  const title = (who: Editor) => who.browser.locator("summary", { hasText: "Hộ cần hỗ trợ" });
  await hoa.given.open(planOf(commune));
  await title(hoa).click();
  const list = hoa.browser.locator(".households");
  await list.getByRole("button", { name: "Thêm hộ" }).click();
  const form = list.locator("form");
  await expect(form).toBeVisible();
  // Decided at once: there is no proposal that others could read.
  await expect(form).not.toContainText("đề nghị");
  await form.getByLabel("Ấp, sóc").selectOption({ index: 1 });
  await form.getByLabel("Số của hộ (không ghi tên)").fill("7");
  await form.getByLabel("Nội dung hỗ trợ").fill("Sửa nhà");
  await form.getByRole("button", { name: "Lưu" }).click();
  await expect(hoa.toast()).toContainText("Đã ghi hộ số 7");
  await expect(list.locator(".plan-item")).toContainText("dự kiến: Sửa nhà");
  await list.locator(".plan-item").getByRole("button", { name: "Cập nhật" }).click();
  await list.getByLabel("Ngày đã hỗ trợ").fill("01/12/2024");
  await list.getByRole("button", { name: "Lưu" }).click();
  await expect(list.locator(".plan-item")).toContainText("✓ Sửa nhà, ngày 01/12/2024");
  await expect(list).toContainText("1 hộ: 1 hộ nghèo. Đã hỗ trợ 1 hộ.");
  await list.getByLabel("Hiện").selectOption("waiting");
  await expect(list).toContainText("Không có hộ nào như vậy");
  await hoa.then.accessible();
  await hoa.screenshot(`drafts-households-${test.info().project.name}`);
  // The numbers leave the list with those that they count.
  await list.getByRole("button", { name: "1 hộ nghèo" }).click();
  await expect(list.locator(".plan-item")).toHaveCount(1);
  await hoa.given.open(planOf("25345"));
  await expect(hoa.get.headline()).toContainText("19 tiêu chí");
  await expect(title(hoa)).toHaveCount(0);
  await hoa.browser.context().close();

  await minh.given.open(planOf(commune));
  await title(minh).click();
  await expect(minh.browser.locator(".households .plan-item")).toContainText("Hộ số 7");

  const guest = await office.another(browser, null);
  await guest.given.open(planOf(commune));
  await expect(guest.get.headline()).toContainText("19 tiêu chí");
  await expect(title(guest)).toHaveCount(0);
  expect((await guest.browser.request.get(`${guest.address}/api/households`)).status()).toBe(401);
  await guest.browser.context().close();
});

test("a task is added for the district as a whole", async ({ minh }) => {
  await minh.given.open("/?view=plan");
  const fold = minh.browser.locator("details.fold", { hasText: "Thêm nhiệm vụ" });
  await minh.browser.locator("summary", { hasText: /^Nhiệm vụ/ }).click();
  await fold.getByRole("button", { name: "Thêm nhiệm vụ" }).click();
  const form = fold.locator("form");
  await expect(form).toBeVisible();
  await form.getByLabel("Nội dung").fill("Rà soát đường chưa rõ mặt");
  await form.getByLabel("Cơ quan phụ trách").selectOption({ index: 1 });
  await form.getByLabel("Hạn hoàn thành").fill("30/06/2025");
  await form.getByRole("button", { name: "Lưu" }).click();
  await expect(minh.toast()).toContainText("Đã thêm nhiệm vụ");
  await expect(fold.locator(".plan-item", { hasText: "Rà soát đường chưa rõ mặt" })).toContainText(
    "hạn 30/06/2025",
  );
  await minh.press("Hoàn tác");
  await expect(fold.locator(".plan-item", { hasText: "Rà soát đường chưa rõ mặt" })).toHaveCount(0);
});
