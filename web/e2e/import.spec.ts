import { expect } from "@playwright/test";
import type { Editor } from "./editors";
import { test } from "./office";

const name = () => test.info().project.name;

/** Roads in An Khương, as an office would draw them; the third is a point, which is no road. */
function roads(): Buffer {
  const line = (i: number) => [
    [106.68, 11.74 + i * 0.001],
    [106.684, 11.741 + i * 0.001],
  ];
  const feature = (i: number, surface: string) => ({
    type: "Feature",
    properties: { TEN: `Đường mới ${i}`, MA: `M${i}`, MAT_DUONG: surface },
    geometry: { type: "LineString", coordinates: line(i) },
  });
  const features = [
    feature(1, "btxm"),
    feature(2, "đất"),
    { ...feature(3, "btxm"), geometry: { type: "Point", coordinates: [106.68, 11.74] } },
  ];
  return Buffer.from(JSON.stringify({ type: "FeatureCollection", features }));
}

async function choose(editor: Editor, file: string, buffer: Buffer): Promise<void> {
  await editor.press("Nhập tệp");
  await editor
    .dialog()
    .locator("input[type=file]")
    .setInputFiles({ name: file, mimeType: "application/octet-stream", buffer });
}

test("a file is looked at before it is written, as one changeset of who did it", async ({ minh }) => {
  await minh.given.open("/?unit=25330");
  const before = (await minh.history()).length;
  await choose(minh, "duong-moi.geojson", roads());
  await expect(minh.dialog().getByLabel("Tệp này là lớp")).toHaveValue("roads");
  await minh.then.accessible();
  await minh.screenshot(`import-choose-${name()}`);
  await minh.press("Xem trước");
  const dialog = minh.dialog();
  await expect(dialog).toContainText("duong-moi.geojson: Đường");
  await expect(dialog).toContainText("Thêm mới2");
  await expect(dialog).toContainText("Bị từ chối1");
  await expect(dialog.locator(".import-issues")).toContainText(/từ chối.*dòng 3/);
  expect((await minh.history()).length).toBe(before);
  await minh.then.accessible();
  await minh.then.noSidewaysScroll();
  await minh.screenshot(`import-plan-${name()}`);

  // It can be looked at on the map, and is still there afterwards.
  await minh.press("Xem vùng này trên bản đồ");
  await expect(dialog).toBeHidden();
  if (await minh.isPhone()) await minh.when.tab("Bảng số liệu");
  await minh.press("Nhập tệp");
  await expect(dialog).toContainText("Thêm mới2");

  await dialog.getByLabel("Ghi chú cho lịch sử").fill("đường mới đo");
  await minh.press("Ghi vào bản đồ");
  await expect(dialog).toContainText("2 mục mới");
  const [newest] = await minh.history();
  expect(newest).toMatchObject({ author: "minh", source: "import", comment: "đường mới đo" });
  expect((await minh.history()).length).toBe(before + 1);
  const found = await (await minh.browser.request.get(`${minh.address}/api/search?q=duong moi 2`)).json();
  expect(found.results[0].name).toBe("Đường mới 2");
});

test("a shapefile that the atlas made itself is nothing new", async ({ minh }) => {
  const answer = await minh.browser.request.get(`${minh.address}/api/exports/roads.shp.zip?unit=25330`);
  await minh.given.open("/?unit=25330");
  await choose(minh, "duong-an-khuong.zip", await answer.body());
  await minh.dialog().locator("summary", { hasText: "Cách đọc tệp" }).click();
  await minh.dialog().getByLabel("Bảng ghép cột").selectOption("ntm-atlas-shp");
  await minh.press("Xem trước");
  await expect(minh.dialog()).toContainText("ESRI Shapefile");
  await expect(minh.dialog()).toContainText("Thêm mới0");
  await expect(minh.dialog()).toContainText("Bị từ chối0");
  await minh.press("Bỏ tệp này");
  await expect(minh.dialog().getByRole("button", { name: "Xem trước" })).toBeVisible();
});

test("a table of facilities comes in by its degrees; what is no map is refused in words", async ({
  minh,
}) => {
  await minh.given.open("/?unit=25330");
  await choose(minh, "truong.csv", Buffer.from("rác\n"));
  await minh.press("Xem trước");
  await expect(minh.dialog().getByRole("alert")).toContainText("truong.csv");
  const csv = "code;name;kind;lon;lat;seats\nT1;Trường thử;primary;106,681;11,742;120\n";
  await minh
    .dialog()
    .locator("input[type=file]")
    .setInputFiles({ name: "truong.csv", mimeType: "text/csv", buffer: Buffer.from(csv) });
  await minh.press("Xem trước");
  await expect(minh.dialog()).toContainText("Thêm mới1");
  await minh.press("Ghi vào bản đồ");
  await expect(minh.dialog()).toContainText("1 mục mới");
});

test("a file in an old encoding is read again by the one that is chosen beside what it would read", async ({
  minh,
}) => {
  await minh.given.open("/?unit=25330");
  // “Trường thử” in TCVN3.
  const csv = "code;name;kind;lon;lat\nT1;Tr\xad\xeang th\xf6;primary;106,681;11,742\n";
  await choose(minh, "truong.csv", Buffer.from(csv, "latin1"));
  await minh.press("Xem trước");
  const dialog = minh.dialog();
  await expect(dialog).toContainText("TCVN3 “Trường thử”");
  await expect(dialog).toContainText("Không có gì để ghi: 1 dòng bị từ chối.");
  await expect(dialog.getByLabel("Bảng mã chữ")).toBeFocused();
  await expect(dialog.getByLabel("Bảng mã chữ")).toBeInViewport();
  await minh.then.accessible();
  await minh.then.noSidewaysScroll();
  await minh.screenshot(`import-encoding-${name()}`);
  await dialog.getByLabel("Bảng mã chữ").selectOption("TCVN3");
  await minh.press("Đọc lại tệp");
  await expect(dialog).toContainText("Thêm mới1");
  await expect(dialog.getByRole("button", { name: "Ghi vào bản đồ" })).toBeVisible();
});

test("a file that does not say where it lies leads to the choice of coordinates", async ({ minh }) => {
  await minh.given.open("/?unit=25330");
  const csv = "code;name;kind;x;y\nT1;Trường thử;primary;601000;1298000\n";
  await choose(minh, "truong.csv", Buffer.from(csv));
  await minh.press("Xem trước");
  await expect(minh.dialog().getByRole("alert")).toContainText("hệ t");
  await expect(minh.dialog().getByLabel("Hệ toạ độ")).toBeFocused();
});

test("a commune editor is not offered what would be refused", async ({ hoa }) => {
  await hoa.given.open("/?unit=25330");
  await expect(hoa.browser.getByRole("button", { name: "Vẽ đường mới" })).toBeVisible();
  await expect(hoa.browser.getByRole("button", { name: "Nhập tệp" })).toHaveCount(0);
});
