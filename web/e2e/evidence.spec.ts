import { expect, type Locator, type Page } from "@playwright/test";
import type { Editor } from "./editors";
import { test } from "./office";

// Every number of the plan opens what it is made of, and the map shows where that is.

const commune = "25330";
const board = (who: Editor) => who.browser.locator("details.fold", { hasText: "Điều hành" }).first();
const card = (who: Editor) => who.browser.locator(".marked-card");
const button = (within: Locator, name: string | RegExp) => within.getByRole("button", { name });

/** Two draft works along parts of two roads, due in June, and one without a place. */
async function draft(minh: Editor) {
  const post = async (path: string, data: unknown) => {
    const headers = { Origin: minh.address, "X-Requested-With": "ntm-atlas" };
    const answer = await minh.browser.request.post(minh.address + path, { headers, data });
    expect(answer.ok(), await answer.text()).toBe(true);
    return answer.json();
  };
  const shared = { action: "build", unit: commune, surfaces: ["btxm"], planned_to: "2024-06-30" };
  const along = (road_id: number, from_m: number, to_m: number) => ({
    ...{ kind: "road", ...shared, stretches: [{ road_id, from_m, to_m }] },
    amount: { exactly: to_m - from_m, unit: "m" },
  });
  const house = { kind: "cultural_house", place: { kind: "cultural_house" } };
  await post("/api/works", {
    works: [
      { title: "Đường thử A", ...along(12, 120, 400) },
      { title: "Đường thử B", ...along(14, 50, 150) },
      { title: "Việc chưa rõ chỗ", ...house, action: "build", unit: commune, planned_to: "2024-05-31" },
    ],
  });
}

/** The colour of the map at a place, as it is on the screen. */
async function colourAt(page: Page, at: { x: number; y: number }): Promise<number[]> {
  const box = await page.locator("#map canvas").boundingBox();
  if (!box) throw new Error("the map has no canvas on the page");
  const clip = { x: Math.round(box.x + at.x), y: Math.round(box.y + at.y), width: 1, height: 1 };
  const bytes = [...(await page.screenshot({ clip }))];
  return page.evaluate(async (png) => {
    const image = await createImageBitmap(new Blob([new Uint8Array(png)], { type: "image/png" }));
    const context = document.createElement("canvas").getContext("2d");
    if (!context) throw new Error("no canvas");
    context.drawImage(image, 0, 0);
    return [...context.getImageData(0, 0, 1, 1).data.slice(0, 3)];
  }, bytes);
}

const isMark = ([r = 255, g = 0, b = 0]: number[]) => r < 60 && g > 70 && g < 140 && b > 100 && b < 180;

/** A place on a road so many metres from its beginning, measured along its line. */
async function placeOn(minh: Editor, road: number, at_m: number): Promise<[number, number]> {
  const { geometry, length_m } = await minh.get.api(`/api/roads/${road}`);
  const line = geometry.coordinates as [number, number][];
  const metres = ([lon, lat]: [number, number], [lon2, lat2]: [number, number]) =>
    Math.hypot((lon2 - lon) * 111_320 * Math.cos((lat * Math.PI) / 180), (lat2 - lat) * 110_600);
  const steps = line.slice(1).map((point, i) => metres(line[i] as [number, number], point));
  let left = (at_m / length_m) * steps.reduce((sum, step) => sum + step, 0);
  for (const [i, step] of steps.entries()) {
    const [a, b] = [line[i] as [number, number], line[i + 1] as [number, number]];
    if (left <= step) return [a[0] + ((b[0] - a[0]) * left) / step, a[1] + ((b[1] - a[1]) * left) / step];
    left -= step;
  }
  return line.at(-1) as [number, number];
}

test("a late work opens its stretch of road on the map, with its card", async ({ minh }) => {
  await draft(minh);
  await minh.given.less();
  await minh.given.open(`/?view=plan&unit=${commune}`);
  const late = board(minh).locator(".dash-part", { hasText: "Công trình chậm" });
  await button(late, "Đường thử A").click();
  await expect(card(minh).getByRole("heading")).toHaveText("Đường thử A");
  await expect(card(minh).getByRole("heading")).toBeFocused();
  await minh.given.map();
  await expect(card(minh)).toContainText("hạn 30/06/2024");
  await expect(card(minh)).toContainText("280 m");
  // From Km0+120 to Km0+400 it is marked and in view, and not before or after.
  const at = async (metres: number) => minh.screenPoint(await placeOn(minh, 12, metres));
  await expect.poll(async () => isMark(await colourAt(minh.browser, await at(260)))).toBe(true);
  await minh.mapIdle();
  for (const [metres, marked] of [
    [140, true],
    [380, true],
    [60, false],
    [440, false],
  ] as const)
    expect(isMark(await colourAt(minh.browser, await at(metres))), `${metres} m`).toBe(marked);
  const sheet = await card(minh).boundingBox();
  const canvas = await minh.browser.locator("#map canvas").boundingBox();
  if (!sheet || !canvas) throw new Error("no card or no map");
  for (const metres of [120, 400]) {
    const { x, y } = await at(metres);
    expect(x > 0 && x < canvas.width && y > 0 && y < canvas.height).toBe(true);
    const covered =
      canvas.x + x > sheet.x &&
      canvas.x + x < sheet.x + sheet.width &&
      canvas.y + y > sheet.y &&
      canvas.y + y < sheet.y + sheet.height;
    expect(covered).toBe(false);
  }
  await minh.then.accessible();
  await minh.then.noSidewaysScroll();
  await minh.screenshot(`evidence-late-${test.info().project.name}`);
  await card(minh).getByRole("link", { name: "Đường ấp 4: Km0+120 – Km0+400" }).click();
  await expect(minh.get.detailsTitle()).toBeVisible();
  await minh.when.press("Escape");
  await button(card(minh), "Bỏ đánh dấu").click();
  await expect(card(minh)).toHaveCount(0);
  minh.then.noTrouble();
});

test("a month of the curve opens its works, and the map shows all of them at once", async ({ minh }) => {
  await draft(minh);
  await minh.given.less();
  await minh.given.open(`/?view=plan&unit=${commune}`);
  // In the drawing by keyboard: the months are one stop, arrows go on from there.
  const curve = board(minh).locator(".curve");
  const touch = curve.locator(".curve-touch");
  await expect(curve).toBeVisible();
  const byThumb = await touch.isVisible();
  if (byThumb) {
    const { width = 0 } = (await touch.boundingBox()) ?? {};
    await touch.click({ position: { x: (5.5 / 12) * width, y: 60 } });
  } else {
    await button(curve, /^12\/2024/).focus();
    for (let i = 0; i < 6; i += 1) await minh.when.press("ArrowLeft");
    await expect(button(curve, /^06\/2024: kế hoạch/)).toBeFocused();
    await minh.when.press("Enter");
  }
  const list = minh.dialog();
  await expect(list.getByRole("heading").first()).toContainText("Đến hết 06/2024");
  const planned = list.locator("section").first();
  await expect(planned.locator(".plan-item")).toHaveCount(3);
  await minh.then.accessible();
  await minh.then.noSidewaysScroll();
  await minh.screenshot(`evidence-month-${test.info().project.name}`);
  await minh.when.press("Escape");
  await expect(list).toHaveCount(0);
  await expect(byThumb ? touch : button(curve, /^06\/2024/)).toBeFocused();

  // In the table: metres of roads, of two works.
  await board(minh).getByLabel("Tính theo").selectOption("road_m");
  const june = board(minh).getByRole("row", { name: /^06\/2024/ });
  await button(june, /^0,38.km, Kế hoạch đến hết 06\/2024/).click();
  await expect(list.locator(".plan-item")).toHaveCount(2);
  await expect(list).toContainText("Đường thử A – 0,28 km");
  await button(list, "Hiện tất cả trên bản đồ").click();
  await minh.given.map();
  await expect(list).toHaveCount(0);
  await expect(card(minh)).toContainText("2 mục");
  for (const [road, metres] of [
    [12, 260],
    [14, 100],
  ] as const) {
    const place = await placeOn(minh, road, metres);
    await expect
      .poll(async () => isMark(await colourAt(minh.browser, await minh.screenPoint(place))), `road ${road}`)
      .toBe(true);
  }
  await minh.screenshot(`evidence-all-${test.info().project.name}`);
  await button(card(minh), "Đường thử B").click();
  await expect(card(minh).getByRole("heading")).toHaveText("Đường thử B");
  await button(card(minh), /Xem lại cả 2 mục/).click();
  await expect(card(minh)).toContainText("Đường thử A");
  minh.then.noTrouble();
});

test("a work without a place says so, and the map shows its commune", async ({ minh }) => {
  await draft(minh);
  await minh.given.open(`/?view=plan&unit=${commune}`);
  await button(board(minh), "Việc chưa rõ chỗ").first().click();
  await minh.given.map();
  await expect(card(minh)).toContainText("Chưa có vị trí trên bản đồ");
});

test("the numbers of the district's table open what they count", async ({ minh }) => {
  await minh.given.open("/?view=plan");
  const list = minh.dialog();
  const items = list.locator(".plan-item");
  // The mean is that of the communes.
  const criteria = await minh.get.api("/api/reports/criteria?as_of=2024-12-31");
  await minh.browser.locator(".headline-km .opens").click();
  await expect(items).toHaveCount(criteria.rows.length);
  await minh.when.press("Escape");
  // A commune's count: all of its criteria, those that are not met apart.
  await button(minh.get.matrixRow("Xã Tân Hưng"), /Tân Hưng: tiêu chí đạt/).click();
  await expect(list.locator("section").last().locator(".plan-item")).toHaveCount(5);
  await list.locator("section").last().getByRole("link").first().click();
  await expect(list).toHaveCount(0);
  await expect(minh.get.evidence()).toBeVisible();
  await minh.when.back();

  // The tiles: as many as they say.
  for (const [i, parts] of [
    [0, 1],
    [1, 1],
    [2, 2],
    [3, 2],
  ] as const) {
    const tile = board(minh).locator(".tiles .opens").nth(i);
    const [, n] = /^(\d+)/.exec((await tile.locator("strong").textContent()) ?? "") ?? [];
    await tile.click();
    await expect(list.locator("section")).toHaveCount(parts);
    await expect(list.locator("section").first().locator(".plan-item")).toHaveCount(Number(n));
    if (i === 2) await minh.screenshot(`evidence-works-${test.info().project.name}`);
    await minh.when.press("Escape");
    await expect(list).toHaveCount(0);
  }
  await minh.then.accessible();
  await minh.then.noSidewaysScroll();
  minh.then.noTrouble();
});

test("a target's number shows what it is computed from", async ({ minh }) => {
  await minh.given.open(`/?view=plan&unit=25345`);
  const targets = minh.browser.locator("[id^=target-] .opens");
  await expect(targets.first()).toBeVisible();
  const marked = minh.browser.locator("[id^=target-] .opens:not([aria-haspopup])").first();
  await marked.scrollIntoViewIfNeeded();
  await minh.screenshot(`evidence-targets-${test.info().project.name}`);
  await marked.click();
  await minh.given.map();
  await expect(minh.get.marks()).toContainText("được tính vào số này");
  minh.then.noTrouble();
});

test("what a commune lacks is marked on the map from its number", async ({ minh }) => {
  await minh.given.open(`/?view=plan&unit=25345`);
  const lack = board(minh).locator(".dash-lack", { hasText: "6 Cơ sở vật chất văn hóa" });
  await button(lack, "Còn thiếu 2 ấp").click();
  await minh.given.map();
  await expect(minh.get.marks()).toContainText("chưa đạt");
  await minh.screenshot(`evidence-lack-${test.info().project.name}`);
});

test("sums of the capital ledger open their entries, and these their works", async ({ minh }) => {
  await draft(minh);
  const { works } = await minh.get.api(`/api/works?unit=${commune}`);
  const work = works.find((one: { title: { vi: string } }) => one.title.vi === "Đường thử A").id;
  const headers = { Origin: minh.address, "X-Requested-With": "ntm-atlas" };
  const entry = { unit: commune, source: "programme", document: "QĐ 1828" };
  const made = await minh.browser.request.post(`${minh.address}/api/capital`, {
    headers,
    data: {
      items: [
        { ...entry, work, type: "allocation", on: "2024-05-06", amount_vnd: 3_000_000_000 },
        { ...entry, work, type: "disbursement", on: "2024-06-06", amount_vnd: 1_000_000_000 },
        { ...entry, type: "allocation", on: "2024-05-07", amount_vnd: 500_000_000 },
      ],
    },
  });
  expect(made.ok(), await made.text()).toBe(true);
  await minh.given.open(`/?view=plan&unit=${commune}`);
  await minh.browser.locator("summary", { hasText: "Vốn: phân bổ, giải ngân" }).click();
  const sums = minh.browser.getByRole("table", { name: /Triệu đồng/ });
  await button(sums.locator("tfoot"), /^3\.500, Cộng: Phân bổ/).click();
  await expect(minh.dialog().locator(".plan-item")).toHaveCount(2);
  await expect(minh.dialog()).toContainText("Đường thử A – 3.000.000.000 đồng");
  await minh.then.accessible();
  await minh.screenshot(`evidence-capital-${test.info().project.name}`);
  await button(minh.dialog(), "Hiện tất cả trên bản đồ").click();
  await minh.given.map();
  await expect(card(minh)).toContainText("1 mục chưa có vị trí");
  minh.then.noTrouble();
});
