import { expect } from "@playwright/test";
import type { Editor } from "./editors";
import { test } from "./office";

/** 963 m of earth in An Khương. */
const earth = 8;
const name = () => test.info().project.name;

async function facilityOf(editor: Editor, unit: string): Promise<{ id: number }> {
  const url = `${editor.address}/api/facilities?unit=${unit}&kind=cultural_house`;
  const { facilities } = await (await editor.browser.request.get(url)).json();
  return facilities[0];
}

test("a facility's record has all its fields, and not known is none of yes, no and zero", async ({
  minh,
}) => {
  const { id } = await facilityOf(minh, "25330");
  const record = async () => (await minh.browser.request.get(`${minh.address}/api/facilities/${id}`)).json();
  await minh.given.open(`/?unit=25330&facility=${id}`);
  await minh.press("Sửa, dời chỗ");
  await minh.field("Số chỗ ngồi").fill("120");
  await minh.field("Diện tích, m²").fill("250,5");
  const three = (label: string, state: string) =>
    minh.form().getByRole("group", { name: label }).getByRole("radio", { name: state });
  await three("Nhà vệ sinh", "Có").check({ force: true });
  await three("Giếng nước", "Không").check({ force: true });
  await three("Đạt chuẩn", "Chưa rõ").check({ force: true });
  const hamlets = minh.form().getByLabel("Thêm ấp…");
  for (const drop of await minh.form().locator(".edit-chips button").all()) await drop.click();
  await hamlets.selectOption("25330-01");
  await hamlets.selectOption("25330-02");
  await minh.form().getByLabel("Thêm loại phòng…").selectOption("chuyen_mon");
  await minh.field("Phòng chuyên môn").fill("hai");
  await minh.press("Lưu");
  await expect(minh.form().getByRole("alert")).toContainText("số nguyên");
  await minh.field("Phòng chuyên môn").fill("2");
  await minh.then.accessible();
  await minh.then.noSidewaysScroll();
  await minh.screenshot(`edit-facility-fields-${name()}`);
  await minh.press("Lưu");
  await expect(minh.toast()).toContainText("Đã lưu");
  expect(await record()).toMatchObject({
    ...{ seats: 120, area_m2: 250.5, toilet: true, well: false, standard_met: null },
    rooms: { chuyen_mon: 2 },
    serves: [{ code: "25330-01" }, { code: "25330-02" }],
  });
  await expect(minh.get.details()).toContainText("250,5");

  await minh.browser.locator(".edit-history > summary").click();
  await minh.browser.locator(".edit-changesets > li summary").first().click();
  const history = minh.browser.locator(".edit-changes").first();
  await expect(history).toContainText(/phục vụ.*Ấp/);
  await expect(history).toContainText("phòng chuyên môn: 2");
  await expect(history).toContainText(/đạt chuẩn\s*Không\s*Chưa rõ/);
  await expect(history).toContainText(/nhà vệ sinh\s*Không\s*Có/);
  await expect(history).not.toContainText("25330-01");
  await minh.screenshot(`edit-facility-history-${name()}`);

  // What was known is taken back to not known.
  await minh.press("Sửa, dời chỗ");
  await minh.field("Số chỗ ngồi").fill("");
  await three("Giếng nước", "Chưa rõ").check({ force: true });
  await minh.press("Lưu");
  await expect(minh.toast()).toContainText("Đã lưu");
  expect(await record()).toMatchObject({ seats: null, well: null, toilet: true });
});

test("a road's record has its commune and its days", async ({ minh }) => {
  await minh.openRoad(earth);
  await minh.press("Sửa thông tin");
  await minh.form().getByRole("combobox", { name: "Xã quản lý" }).selectOption("25339");
  await minh.field("Dùng từ ngày").fill("31/02/2020");
  await minh.press("Lưu");
  await expect(minh.form().getByRole("alert")).toContainText("05/11/2024");
  await minh.field("Dùng từ ngày").fill("01/02/2020");
  await minh.then.accessible();
  await minh.screenshot(`edit-road-fields-${name()}`);
  await minh.press("Lưu");
  await expect(minh.toast()).toContainText("Đã lưu");
  expect(await minh.road(earth)).toMatchObject({
    managing_commune: { code: "25339" },
    valid_from: "2020-02-01",
    valid_to: null,
  });
  await minh.browser.locator(".edit-history > summary").click();
  await minh.browser.locator(".edit-changesets > li summary").first().click();
  await expect(minh.browser.locator(".edit-changes").first()).toContainText("từ trước đến nay");
});

test("one surface record is taken back, and that is undone", async ({ minh }) => {
  await minh.openRoad(earth);
  await minh.press("Ghi nhận cứng hoá");
  await minh.field("Từ Km").fill("0+100");
  await minh.field("Đến Km").fill("0+300");
  await minh.press("Lưu");
  await expect(minh.toast()).toContainText("Đã ghi");
  const surfaces = async () =>
    (await minh.road(earth)).surfaces.map((one: { surface: string }) => one.surface);
  expect(await surfaces()).toEqual(["dat", "btxm", "dat"]);
  await minh.browser.locator(".edit-records > summary").click();
  await expect(minh.browser.locator(".edit-records li")).toHaveCount(2);
  await minh.screenshot(`edit-records-${name()}`);
  await minh.browser.getByRole("button", { name: /^Rút bản ghi Bê tông xi măng Km0\+100–Km0\+300/ }).click();
  await expect(minh.preview()).toContainText(/An Khương: còn 8,54\skm → 8,74\skm/);
  await minh.field("Ghi chú").fill("ghi nhầm đường");
  await minh.then.accessible();
  await minh.press("Lưu");
  await expect(minh.toast()).toContainText("Đã rút bản ghi");
  expect(await surfaces()).toEqual(["dat"]);
  await minh.press("Hoàn tác");
  await expect(minh.toast()).toContainText("Đã hoàn tác");
  expect(await surfaces()).toEqual(["dat", "btxm", "dat"]);
});

test("three roads are joined at once, by keyboard", async ({ minh, office }) => {
  const { request } = minh.browser.context();
  const tagged = async () => ({ "If-Match": `"r${(await minh.road(earth)).revision}"` });
  const before = await minh.road(earth);
  const first = await office.post(request, `/api/roads/${earth}/split`, { at_m: 600 }, await tagged());
  const second = await office.post(request, `/api/roads/${earth}/split`, { at_m: 300 }, await tagged());
  const made = [first, second].map(
    (one) =>
      one.changed.find((row: { entity: string; id: number }) => row.entity === "road" && row.id !== earth).id,
  );
  await minh.given.less();
  await minh.openRoad(earth);
  await minh.given.map();
  await minh.press("Nối");
  for (const step of [1, 2]) {
    const mate = minh
      .form()
      .getByRole("button", { name: `+ ${before.name}` })
      .first();
    await mate.focus();
    await minh.browser.keyboard.press("Enter");
    await expect(minh.form().locator(".edit-joined li")).toHaveCount(step + 1);
  }
  await expect(minh.form()).toContainText(/Đường mới dài 963\sm/);
  await minh.then.accessible();
  await minh.screenshot(`edit-join-${name()}`);
  await minh.press("Lưu");
  await expect(minh.toast()).toContainText("Đã lưu");
  expect((await minh.road(earth)).length_m).toBeCloseTo(before.length_m, 2);
  for (const id of made)
    expect((await minh.browser.request.get(`${minh.address}/api/roads/${id}`)).status()).toBe(404);
  expect((await minh.history())[0].rows).toBeGreaterThan(2);
});

test("what waits is in the legend, and people are named only to those who are signed in", async ({
  minh,
  hoa,
  office,
  browser,
}) => {
  await hoa.openRoad(earth);
  await hoa.press("Ghi nhận cứng hoá");
  await hoa.press("Đề nghị");
  await expect(hoa.toast()).toContainText("chờ duyệt");

  await minh.given.open(`/?unit=25330&road=${earth}`);
  await expect(minh.get.details()).toContainText("Lê Thị Hoa");
  await minh.given.map();
  const legend = minh.browser.locator(".legend");
  if (!(await legend.evaluate((element: HTMLDetailsElement) => element.open)))
    await legend.locator("summary").click();
  await expect(legend).toContainText("chờ duyệt (1)");
  await minh.screenshot(`edit-pending-${name()}`);

  const guest = await office.another(browser, null);
  await guest.given.open(`/?unit=25330&road=${earth}`);
  await expect(guest.get.details()).toContainText("Chờ duyệt");
  await expect(guest.get.details()).not.toContainText("Lê Thị Hoa");
  await guest.browser.locator(".edit-history > summary").click();
  await expect(guest.browser.locator(".edit-changesets > li").first()).toBeVisible();
  for (const person of ["Lê Thị Hoa", "Phạm Văn Minh", "Trần Thị Lan"])
    await expect(guest.browser.locator("body")).not.toContainText(person);
  expect((await guest.browser.request.get(`${guest.address}/api/people`)).status()).toBe(401);
  await guest.browser.context().close();
});
