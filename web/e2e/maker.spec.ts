import { expect, test } from "./fixtures";

const tanHung = "25345";
const one = new Intl.NumberFormat("vi-VN", { maximumFractionDigits: 0 });

test("which stretches to harden first: asked, shown with its effect, dropped", async ({ driver }) => {
  await driver.given.less();
  await driver.given.open(`/?view=plan&unit=${tanHung}`);
  await driver.when.unfold(/Cứng hoá đoạn nào trước/);
  await driver.when.askMaker("km", "12,4");
  const answer = driver.get.makerAnswer();
  await expect(answer).toContainText("Còn 12,4 km có thể cứng hoá", { timeout: 30_000 });
  await expect(answer).toContainText("12,40 km");
  await expect(answer).toContainText("Người có đường quanh năm từ cửa nhà tới cả ba nơi");
  await expect(answer).toContainText("mặc định của chúng tôi");
  await driver.when.askMaker("budget", "2");
  await expect(answer).toContainText("2,00 tỷ đồng", { timeout: 30_000 });
  const asked = await driver.ask("/api/plan-maker", {
    units: [tanHung],
    as_of: "2024-12-31",
    budget_vnd: 2e9,
    aim: "people",
  });
  await expect(answer).toContainText(`thêm ${one.format(asked.proposal.people_gained)} người`);
  await driver.then.accessible();
  await driver.then.noSidewaysScroll();
  await driver.screenshot(`maker-${test.info().project.name}`);
  await driver.given.map();
  await driver.mapIdle();
  await driver.screenshot(`maker-map-${test.info().project.name}`);
  if (await driver.isPhone()) await driver.when.tab("Bảng số liệu");
  await driver.when.dropProposal();
  await expect(answer).toHaveCount(0);
  driver.then.noTrouble();
});

test("an amount that is none is told beside its field", async ({ driver }) => {
  await driver.given.open(`/?view=plan&unit=${tanHung}`);
  await driver.when.unfold(/Cứng hoá đoạn nào trước/);
  await driver.when.askMaker("budget", "nhiều");
  await expect(driver.get.maker()).toContainText("Hãy nhập một số lớn hơn 0");
  await expect(driver.get.makerAnswer()).toHaveCount(0);
  driver.then.noTrouble();
});
