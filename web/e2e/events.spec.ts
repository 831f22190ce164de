import { Editor } from "./editors";
import { expect, test } from "./office";
import { AtlasServer } from "./server";

test("who only looks sees what others record, and only changed tiles are asked for", async ({
  office,
  page,
  browser,
}) => {
  const viewer = new Editor(page, office.server.url);
  const listening = page.waitForRequest(/api\/events/);
  await viewer.given.less();
  await viewer.given.open("/?unit=25330&road=8");
  await expect(viewer.get.details()).toContainText("Km0+000");
  await viewer.given.map();
  await listening;
  // The map may still move to the road.
  await page.waitForTimeout(2500);
  await viewer.mapIdle();
  const tiles: string[] = [];
  page.on("request", (request) => /\/tiles\/\d/.test(request.url()) && tiles.push(request.url()));
  const minh = await office.another(browser, "minh");
  await minh.openRoad(8);
  await minh.press("Ghi nhận cứng hoá");
  await minh.press("Lưu");
  await expect(minh.toast()).toContainText("Đã ghi");
  await expect(viewer.get.headline()).toContainText("7,8");
  await expect(viewer.get.details()).toContainText("Bê tông xi măng");
  await expect.poll(() => tiles.length).toBeGreaterThan(0);
  const revision = (await minh.history())[0].id;
  expect(tiles.filter((url) => !new RegExp(`v=${revision}\\b`).test(url))).toEqual([]);
  viewer.then.noTrouble();
  await minh.browser.context().close();
});

test("a page that lost its connection catches up when it is back", async ({ office, page, browser }) => {
  const viewer = new Editor(page, office.server.url);
  const listening = page.waitForRequest(/api\/events/);
  await viewer.given.open("/?unit=25330");
  await listening;
  await page.waitForTimeout(500);
  await page.context().setOffline(true);
  const minh = await office.another(browser, "minh");
  await minh.openRoad(8);
  await minh.press("Ghi nhận cứng hoá");
  await minh.press("Lưu");
  await expect(minh.toast()).toContainText("Đã ghi");
  await page.context().setOffline(false);
  await expect(viewer.get.headline()).toContainText("7,8");
  await minh.browser.context().close();
});

test("a closed atlas tells nobody anything before they have signed in", async ({ page }) => {
  const server = await AtlasServer.start({ anonymous: false, demo: true });
  try {
    const asked: string[] = [];
    page.on("request", (request) => asked.push(new URL(request.url()).pathname));
    await page.goto(server.url);
    await expect(page.getByRole("dialog")).toBeVisible();
    await page.waitForTimeout(2500);
    expect(asked).not.toContain("/api/events");
    expect(asked).not.toContain("/api/pending.geojson");
  } finally {
    await server.stop();
  }
});
