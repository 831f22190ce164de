import { expect, test } from "./fixtures";

const tanHung = "25345";
const lastDay = "2024-12-31";
const two = new Intl.NumberFormat("vi-VN", { minimumFractionDigits: 2, maximumFractionDigits: 2 });

test("task 5: why a criterion is not met and what is left, in two clicks", async ({ driver }) => {
  await driver.given.open("/");
  await driver.when.chooseView("Kế hoạch");
  await driver.when.chooseCell(/^Xã Tân Hưng, tiêu chí 5 .*: Chưa đạt/);
  expect(driver.clicks).toBe(2);
  const evidence = driver.get.evidence();
  await expect(evidence).toContainText("5 Trường học: Chưa đạt");
  await expect(evidence).toContainText("28,6% – 42,9%"); // one school's standing is unknown
  await expect(evidence).toContainText("từ 100% trở lên (1491/QĐ-BGDĐT, đã đối chiếu)");
  await expect(evidence).toContainText("Còn thiếu 4 – 5 công trình");
  await expect(evidence).toContainText("Trường Tiểu học Tân Hưng A: xây dựng 14 phòng học");
  await expect(evidence).toContainText("Ai làm");
  await expect(evidence).toBeInViewport();
  expect(driver.get.search()).toContain("criterion=5");
  driver.then.noTrouble();
});

test("communes by criteria say what the plan says: 14 of 19, and the mean", async ({ driver }) => {
  await driver.given.open("/?view=plan");
  const report = await driver.get.api(`/api/reports/criteria?set=xa-ntm-2021&as_of=${lastDay}`);
  await expect(driver.get.matrixRow("Xã Tân Hưng")).toContainText("14/19");
  await expect(driver.get.matrixRow("Xã Thanh Bình")).toContainText("19/19");
  expect(report.mean_met.least).toBeCloseTo(223 / 12, 10);
  await expect(driver.get.headline()).toContainText(two.format(report.mean_met.least));
  await expect(driver.get.uncovered().first()).toContainText("bình quân khoảng 19, tăng 0,42");
  await expect(driver.get.cell(/^Xã Tân Hưng, tiêu chí 1 .*: Đạt, cần củng cố/)).toContainText("Củng cố");
  await expect(driver.get.cell(/^Xã Tân Hưng, tiêu chí 2 .*: Chưa đạt/)).toContainText("✗");
  await driver.when.chooseSet("xa-ntm-2026");
  await expect(driver.get.headline()).toContainText("10 tiêu chí");
  await expect(driver.get.cell(/^Xã Tân Hưng, tiêu chí 1 .*: Chưa có số liệu/)).toContainText("?");
  expect(driver.get.search()).toContain("set=xa-ntm-2026");
  driver.then.noTrouble();
});

test("a plan whose year is over is looked at on its last day, other views are about today", async ({
  driver,
}) => {
  await driver.given.open("/");
  await driver.when.chooseView("Kế hoạch");
  await expect(driver.get.note()).toContainText("31/12/2024");
  expect(driver.get.search()).toContain(`as_of=${lastDay}`);
  await driver.when.chooseView("Đường chưa cứng hoá");
  await expect(driver.get.headline()).toContainText("km");
  await expect.poll(() => driver.get.search()).not.toContain("as_of");
  driver.then.noTrouble();
});

test("one commune: only its part, with works that are late", async ({ driver }) => {
  await driver.given.open(`/?view=plan&unit=${tanHung}`);
  await expect(driver.get.headline()).toContainText("Đạt 14 trên 19");
  await expect(driver.get.uncovered().first()).toContainText("2 Giao thông");
  const plan = await driver.get.api(`/api/reports/plan?unit=${tanHung}&as_of=${lastDay}`);
  await expect(driver.get.more()).toContainText("Cứng hóa đường ấp và tổ, xóm");
  await expect(driver.get.more()).toContainText("Trễ: năm 2024 đã qua");
  await expect(driver.get.more()).not.toContainText("Trạm y tế"); // Tân Quan's
  expect(plan.works.length).toBe(10);
  await driver.when.unfold(/Nhiệm vụ/);
  await expect(driver.get.more()).toContainText("đến năm 2040");
  await expect(driver.get.more()).toContainText("mục IV.2.1");
  await driver.when.chooseCriterion(/^6 /);
  await expect(driver.get.evidence()).toContainText("Còn thiếu 2 ấp");
  await expect(driver.get.evidence()).toBeInViewport();
  driver.then.noTrouble();
});

test("what the plan says of nobody's commune is there too", async ({ driver }) => {
  await driver.given.open("/?view=plan");
  await driver.when.unfold(/Về kế hoạch/);
  await expect(driver.get.more()).toContainText("để trống");
  await driver.when.unfold(/Văn bản/);
  await expect(driver.get.more()).toContainText("1428/QĐ-UBND");
  await driver.when.unfold(/Mục đích, yêu cầu/);
  await driver.when.unfold(/Chỗ đọc được nhiều cách/);
  await expect(driver.get.more()).toContainText("Số, ngày và tháng ban hành để trống.");
  await driver.then.accessible();
});

test("what is counted is shown on the map", async ({ driver }) => {
  await driver.given.less();
  await driver.given.open(`/?view=plan&unit=${tanHung}&criterion=2`);
  await expect(driver.get.evidence()).toContainText("Giao thông");
  if (!(await driver.isPhone())) await driver.given.map();
  await driver.when.showCounted(1);
  if (await driver.isPhone()) await driver.given.map();
  await expect(driver.get.marks()).toContainText("được tính là đạt");
  await driver.mapIdle();
  await driver.screenshot(`plan-map-${test.info().project.name}`);
  await driver.when.clearMarks();
  await expect(driver.get.marks()).toHaveCount(0);
  driver.then.noTrouble();
});

test("axe finds nothing in the view of the plan", async ({ driver }) => {
  await driver.given.less();
  for (const [name, path] of [
    ["matrix", "/?view=plan"],
    ["commune", `/?view=plan&unit=${tanHung}&criterion=6`],
    ["english", "/?view=plan&lang=en"],
  ]) {
    await driver.given.open(path);
    await expect(driver.get.rows().first()).toBeVisible();
    await driver.then.accessible();
    await driver.then.noSidewaysScroll();
    if (await driver.isPhone()) await driver.then.bigTargets();
    await driver.screenshot(`plan-${name}-${test.info().project.name}`);
  }
});

test("English words, fetched when they are chosen", async ({ driver }) => {
  await driver.given.open("/?view=plan");
  await expect(driver.get.headline()).toContainText("Bình quân");
  await driver.when.switchLanguage();
  await expect(driver.get.headline()).toContainText("On average 18.58 of 19 criteria");
  await expect(driver.get.more()).toContainText("Targets of the plan");
  driver.then.noTrouble();
});
