import { expect, test } from "./office";

const near = "/?unit=25330#14.5/11.7376/106.679";
type Place = [number, number];

test("a road is drawn, snaps to the end of another one, and is undone point by point", async ({ minh }) => {
  await minh.given.less();
  await minh.given.open(near);
  await minh.given.map();
  const end: Place = (await minh.road(8)).geometry.coordinates[0];
  if (await minh.isPhone()) await minh.when.tab("Bảng số liệu");
  await minh.press("Vẽ đường mới");
  await minh.given.map();
  const off = 0.00012;
  await minh.clickPlace([end[0] + off, end[1] + off]);
  await minh.clickPlace([end[0] + 0.003, end[1] + 0.002]);
  await expect(minh.form().locator(".edit-length")).toContainText("2 điểm");
  await minh.clickPlace([end[0] + 0.005, end[1] + 0.0015]);
  await expect(minh.form().locator(".edit-length")).toContainText("3 điểm");
  await minh.press("Hoàn tác");
  await expect(minh.form().locator(".edit-length")).toContainText("2 điểm");
  await minh.press("Làm lại");
  await expect(minh.form().locator(".edit-length")).toContainText("3 điểm");
  await minh.then.accessible();
  await minh.screenshot(`edit-draw-${test.info().project.name}`);
  await minh.field("Tên").fill("Đường thử");
  await minh.press("Lưu");
  await expect(minh.get.detailsTitle()).toHaveText("Đường thử");
  const id = Number(new URLSearchParams(minh.get.search()).get("road"));
  const { geometry } = await minh.road(id);
  expect(geometry.coordinates).toHaveLength(3);
  expect(geometry.coordinates[0][0]).toBeCloseTo(end[0], 5);
  expect(geometry.coordinates[0][1]).toBeCloseTo(end[1], 5);
  expect(minh.trouble).toEqual([]);
});

test("a road is drawn and mended by keyboard, with coordinates", async ({ minh }) => {
  await minh.given.open("/?unit=25330");
  await minh.press("Vẽ đường mới");
  await minh.form().getByText("Các điểm", { exact: true }).click();
  for (const place of ["11,7400 106,6700", "11.7410 106.6710", "106.672 11.742"]) {
    await minh.field("Điểm mới (vĩ độ, kinh độ)").fill(place);
    await minh.browser.keyboard.press("Enter");
  }
  await expect(minh.form().locator(".edit-length")).toContainText("3 điểm");
  await minh.press("Xoá điểm 2");
  await minh.field("Điểm 2").fill("11,7430 106,6730");
  await minh.browser.keyboard.press("Enter");
  await expect(minh.form().locator(".edit-length")).toContainText("2 điểm");
  await minh.field("Tên").fill("Đường gõ");
  await minh.press("Lưu");
  await expect(minh.get.detailsTitle()).toHaveText("Đường gõ");
  const id = Number(new URLSearchParams(minh.get.search()).get("road"));
  expect((await minh.road(id)).geometry.coordinates).toEqual([
    [106.67, 11.74],
    [106.673, 11.743],
  ]);
});

test("a road is redrawn, and a surface that would be lost is named", async ({ minh }) => {
  await minh.openRoad(8);
  const before = await minh.road(8);
  await minh.press("Vẽ lại");
  await minh.form().getByText("Các điểm", { exact: true }).click();
  await minh.press(/^Xoá điểm 18$/);
  await expect(minh.preview()).toContainText("Chiều dài");
  await minh.press("Lưu");
  await expect(minh.form().getByText("Chấp nhận mất phần mặt đường")).toBeVisible();
  await minh
    .form()
    .getByRole("checkbox", { name: /Chấp nhận mất/ })
    .check();
  await minh.press("Lưu");
  await expect(minh.toast()).toContainText("Đã lưu");
  const after = await minh.road(8);
  expect(after.geometry.coordinates).toHaveLength(before.geometry.coordinates.length - 1);
});

test("a vertex is dragged on the map", async ({ minh }) => {
  await minh.given.less();
  await minh.openRoad(8);
  await minh.given.map();
  const before = (await minh.road(8)).geometry.coordinates as Place[];
  await minh.press("Vẽ lại");
  await expect(minh.form().locator(".edit-length")).toContainText("18 điểm");
  await minh.browser.waitForTimeout(1500);
  await minh.mapIdle();
  await minh.dragPlace(before[9] as Place, 30, 0);
  await expect(minh.form().getByText("Chưa lưu được vì:")).toBeVisible();
  await expect(minh.preview()).toContainText("Chiều dài");
  await minh
    .form()
    .getByRole("checkbox", { name: /Vẫn là đường cũ/ })
    .check();
  await minh.press("Lưu");
  await expect(minh.toast()).toContainText("Đã lưu");
  const after = (await minh.road(8)).geometry.coordinates as Place[];
  expect(after.filter((place, i) => place.join() !== before[i]?.join())).toHaveLength(1);
});

test("a road is split, joined again, and retired", async ({ minh }) => {
  await minh.given.less();
  await minh.openRoad(8);
  await minh.given.map();
  await minh.press("Tách");
  await minh.field("Tách tại Km").fill("0,4");
  await minh.press("Lưu");
  await expect(minh.form()).toContainText(/cách hai đầu đường ít nhất 1 m; đường dài 963\sm/);
  await minh.field("Tách tại Km").fill("Km0+400");
  await minh.then.accessible();
  await minh.press("Lưu");
  await expect(minh.toast()).toContainText("Đã lưu");
  await expect(minh.get.details()).toContainText(/400\sm/);
  expect((await minh.road(8)).length_m).toBeCloseTo(400, 3);
  await minh.press("Nối");
  const mate = minh.form().getByRole("button", { name: /^\+ / }).first();
  await expect(mate).toBeVisible();
  await minh.then.accessible();
  const name = (await minh.road(8)).name;
  await minh
    .form()
    .getByRole("button", { name: `+ ${name}`, exact: true })
    .first()
    .click();
  await expect(minh.form()).toContainText("Nối theo thứ tự này");
  await minh.press("Lưu");
  await expect(minh.get.details()).toContainText(/963\sm/);
  await minh.press("Ngừng dùng");
  await minh.then.accessible();
  await minh.field("Ngày cuối còn dùng").fill("31/12/2024");
  await minh.press("Lưu");
  await expect(minh.toast()).toContainText("Đã lưu");
  expect((await minh.road(8)).valid_to).toBe("2024-12-31");

  // What is out of use says so, and can only be put right.
  await expect(minh.get.details()).toContainText("Ngừng dùng từ 01/01/2025");
  await expect(minh.get.details().getByRole("group", { name: "Sửa" }).getByRole("button")).toHaveText([
    "Sửa thông tin",
  ]);
  await minh.then.accessible();
  await minh.screenshot(`out-of-use-${test.info().project.name}`);
});

test("a facility that will be given up keeps its tools until then", async ({ minh }) => {
  await minh.given.open("/?unit=25330&facility=1");
  const tools = minh.get.details().getByRole("group", { name: "Sửa" });
  for (const [last, first, count] of [
    ["30/12/2090", "31/12/2090", 2],
    ["31/12/2024", "01/01/2025", 0],
  ] as const) {
    await minh.press("Ngừng dùng");
    await minh.field("Ngày cuối còn dùng").fill(last);
    await minh.press("Lưu");
    await expect(minh.get.details()).toContainText(`Ngừng dùng từ ${first}`);
    await expect(tools.getByRole("button")).toHaveCount(count);
  }
});

test("what is typed into a form as soon as it is there stays", async ({ minh }) => {
  await minh.given.open("/?unit=25330&facility=1");
  await expect(minh.browser.getByRole("button", { name: "Sửa, dời chỗ" })).toBeVisible();
  await minh.typeAtOnce("Sửa, dời chỗ", "Vị trí (vĩ độ, kinh độ)", "11,7400 106,6800");
  await expect(minh.field("Vị trí (vĩ độ, kinh độ)")).toHaveValue("11,7400 106,6800");
  await minh.field("Vị trí (vĩ độ, kinh độ)").press("Enter");
  await minh.press("Lưu");
  await expect(minh.toast()).toContainText("Đã lưu");
  const facility = await (await minh.browser.request.get(`${minh.address}/api/facilities/1`)).json();
  expect(facility.location).toEqual([106.68, 11.74]);
});

test("a facility is added by a click, and moved and edited", async ({ minh }) => {
  await minh.given.less();
  await minh.given.open(near);
  await minh.given.map();
  if (await minh.isPhone()) await minh.when.tab("Bảng số liệu");
  await minh.press("Thêm trường, nhà văn hoá");
  await minh.given.map();
  await minh.clickPlace([106.679, 11.7432]);
  await expect(minh.field("Vị trí (vĩ độ, kinh độ)")).toHaveValue(/^11\.743\d+ 106\.67/);
  await minh.field("Tên").fill("Nhà văn hoá thử");
  await minh.then.accessible();
  await minh.screenshot(`edit-facility-${test.info().project.name}`);
  await minh.press("Lưu");
  await expect(minh.get.detailsTitle()).toHaveText("Nhà văn hoá thử");
  await minh.press("Sửa, dời chỗ");
  await minh.field("Vị trí (vĩ độ, kinh độ)").fill("11,7400 106,6800");
  await minh.browser.keyboard.press("Enter");
  await minh.form().getByRole("combobox", { name: "Tình trạng" }).selectOption("repair");
  await minh.press("Lưu");
  await expect(minh.toast()).toContainText("Đã lưu");
  await expect(minh.get.details()).toContainText("Cần sửa chữa");
  const id = Number(new URLSearchParams(minh.get.search()).get("facility"));
  const facility = await (await minh.browser.request.get(`${minh.address}/api/facilities/${id}`)).json();
  expect(facility).toMatchObject({ location: [106.68, 11.74], condition: "repair" });
});
