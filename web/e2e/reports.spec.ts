import { expect, test } from "./office";

const commune = "25330";
const tanHung = "25345";

test("a commune hands its report in, the district returns it, then accepts it", async ({
  browser,
  office,
}) => {
  test.setTimeout(150_000);
  const path = `/?view=plan&unit=${commune}`;
  const open = async (name: string | null) => {
    const somebody = await office.another(browser, name);
    await somebody.given.open(path);
    await somebody.when.unfold(/Báo cáo định kỳ/);
    await somebody.when.choosePeriod("2024-Q3");
    return somebody;
  };
  const hoa = await open("hoa");
  await expect(hoa.get.report()).toContainText("Chưa nộp");
  await expect(hoa.get.report()).toContainText("quá hạn");
  await hoa.when.pressReport("Xem số liệu");
  await expect(hoa.get.report()).toContainText("Đường giao thông", { timeout: 30_000 });
  await expect(hoa.get.report()).toContainText("Số liệu đến 30/09/2024, so với 30/06/2024");
  await hoa.then.accessible();
  await hoa.screenshot(`reports-${test.info().project.name}`);
  await hoa.when.fillReport("Ghi chú, khó khăn vướng mắc", "Mưa nhiều, thi công chậm.");
  await hoa.when.pressReport("Nộp báo cáo");
  await expect(hoa.get.report()).toContainText("Đã nộp, chờ huyện", { timeout: 30_000 });

  const minh = await open("minh");
  await minh.when.pressReport("Xem số liệu");
  await expect(minh.get.report()).toContainText("Mưa nhiều, thi công chậm.", { timeout: 30_000 });
  await minh.when.fillReport("Lý do trả lại", "Thiếu số liệu nhà ở.");
  await minh.when.pressReport("Trả lại");
  await expect(minh.get.report()).toContainText("Bị trả lại");
  await expect(minh.get.report()).toContainText("Thiếu số liệu nhà ở.");

  const again = await open("hoa");
  await expect(again.get.report()).toContainText("Lý do trả lại: Thiếu số liệu nhà ở.");
  await again.when.pressReport("Nộp báo cáo");
  await expect(again.get.report()).toContainText("Đã nộp, chờ huyện", { timeout: 30_000 });
  const decider = await open("minh");
  await decider.when.pressReport("Duyệt");
  await expect(decider.get.report()).toContainText("Đã duyệt");

  const anybody = await open(null);
  await expect(anybody.get.report()).toContainText("Đã duyệt");
  await anybody.when.pressReport("Xem số liệu");
  await expect(anybody.get.report()).toContainText("Đường giao thông", { timeout: 30_000 });
  for (const one of [hoa, minh, again, decider, anybody]) one.then.noTrouble();
});

test("who is late with what is folded away, and of a commune its own alone", async ({ browser, office }) => {
  const anybody = await office.another(browser, null);
  await anybody.given.open("/?view=plan");
  await anybody.when.unfold(/Báo cáo định kỳ/);
  const late = anybody.get.reports().locator(".report-late");
  const periods = late.locator("summary");
  await expect(periods.first()).toContainText(/\d+ đơn vị/);
  await expect(late.getByText(/Tân Hưng/).first()).toBeHidden();
  await periods.first().click();
  await expect(late.getByText(/Tân Hưng/).first()).toBeVisible();
  await anybody.then.accessible();
  const count = await periods.count();
  await anybody.given.open(`/?view=plan&unit=${tanHung}`);
  await anybody.when.unfold(/Báo cáo định kỳ/);
  await expect(late.locator("p")).toHaveCount(count);
  await expect(periods).toHaveCount(0);
  await expect(late).not.toContainText("An Khương");
  anybody.then.noTrouble();
});

test("what the plan maker proposes becomes draft works at one click", async ({ browser, office }) => {
  test.setTimeout(90_000);
  const minh = await office.another(browser, "minh");
  await minh.given.open(`/?view=plan&unit=${tanHung}`);
  await minh.when.unfold(/Cứng hoá đoạn nào trước/);
  await minh.when.askMaker("budget", "2");
  await expect(minh.get.makerAnswer()).toContainText("2,00 tỷ đồng", { timeout: 30_000 });
  await minh.when.draftWorks();
  await expect(minh.get.maker()).toContainText(/Đã tạo \d+ công trình nháp/, { timeout: 30_000 });
  const { works } = await minh.get.api(`/api/works?unit=${tanHung}`);
  expect(works.filter((work: { draft: boolean }) => work.draft).length).toBeGreaterThan(0);
  minh.then.noTrouble();
});
