import type { Editor } from "./editors";
import { expect, test } from "./office";

const tanHung = "25345";

/** Four works of the plan with days: two finished in time or late, two still open. */
async function giveDays(minh: Editor): Promise<void> {
  const days = {
    H6: { planned_to: "2024-04-30", finished_on: "2024-05-20", state: "done" },
    H7: { planned_to: "2024-06-30", finished_on: "2024-06-20", state: "done" },
    H9: { planned_to: "2024-09-30", state: "under_way", owner: "Ban QLDA" },
  };
  for (const [id, data] of Object.entries(days)) {
    const answer = await minh.browser.request.patch(`${minh.address}/api/works/${id}`, {
      headers: { Origin: minh.address, "X-Requested-With": "ntm-atlas", "If-Match": "*" },
      data,
    });
    expect(answer.ok(), await answer.text()).toBe(true);
  }
}

test("a commune sees what it lacks, how much, where and who acts", async ({ minh }) => {
  await minh.given.open(`/?view=plan&unit=${tanHung}`);
  const board = minh.browser.locator("details.fold", { hasText: "Điều hành" }).first();
  const lacks = board.locator(".dash-lack");
  // Five of nineteen are not met.
  await expect(lacks.filter({ has: minh.browser.locator(".cell-not_met") })).toHaveCount(5);
  await expect(board.locator(".tiles li").first()).toContainText("5 tiêu chí chưa đạt");
  const culture = lacks.filter({ hasText: "6 Cơ sở vật chất văn hóa" });
  await expect(culture).toContainText("Còn thiếu 2 ấp");
  await expect(culture).toContainText("Xây mới Nhà văn hóa Sóc Xoài Lớn");
  await expect(culture).toContainText("Ở đâu:");
  await expect(culture).toContainText("Ai làm: ");
  await minh.then.accessible();
  await minh.then.noSidewaysScroll();
  await board.scrollIntoViewIfNeeded();
  await minh.screenshot(`dashboard-${test.info().project.name}`);
  await culture.getByRole("link").click();
  await expect(minh.get.evidence()).toContainText("6 Cơ sở vật chất văn hóa: Chưa đạt");
  minh.then.noTrouble();
});

test("late works and the curve are those of the server", async ({ minh }) => {
  await giveDays(minh);
  await minh.given.open(`/?view=plan&unit=${tanHung}`);
  const board = minh.browser.locator("details.fold", { hasText: "Điều hành" }).first();
  const course = await minh.get.api(`/api/plans/hon-quan-2024/progress?unit=${tanHung}`);
  const works = course.curves.find((one: { kind: string }) => one.kind === "works");
  // Counted by hand: two are finished, of ten that are planned for the year.
  expect([works.actual.at(-1), works.planned.at(-1), works.actual[4], works.actual[5]]).toEqual([
    2, 10, 1, 2,
  ]);
  await expect(board.locator(".tiles")).toContainText(`${course.late.length} công trình chậm`);
  await expect(board.locator(".curve")).toHaveAttribute(
    "aria-label",
    "Số công trình. Đến 12/2024: kế hoạch 10, thực hiện 2.",
  );
  const june = board.getByRole("row", { name: /^06\/2024/ });
  await expect(june.getByRole("cell")).toHaveText(["2", "2"]);
  // The line ends as high as two of ten pieces.
  await expect(board.locator(".curve-box .curve-actual")).toHaveAttribute("d", / 80$/);
  const late = board.locator("li", { hasText: "Sửa chữa Nhà văn hóa Sóc Ứng" }).last();
  await expect(late).toContainText("hạn 30/09/2024");
  await expect(late).toContainText("Ban QLDA phải làm");
  await board.getByLabel("Tính theo").selectOption("rooms");
  await expect(board.locator(".curve")).toHaveAttribute("aria-label", /^Số phòng\. .*thực hiện 0\.$/);
  await board.locator(".curve").scrollIntoViewIfNeeded();
  await minh.screenshot(`dashboard-curve-${test.info().project.name}`);
  await minh.then.accessible();
});

test("the district sees its communes, and goes down to one", async ({ minh }) => {
  await minh.given.open("/?view=plan");
  const board = minh.browser.locator("details.fold", { hasText: "Điều hành" }).first();
  const first = board.locator(".dash-table").first().locator("tbody tr").first();
  await expect(first).toContainText("Xã Tân Hưng");
  await expect(first).toContainText("tiêu chí 2, 5, 6, 9, 11");
  await expect(first).toContainText("0/10");
  await minh.then.accessible();
  await minh.then.noSidewaysScroll();
  await first.getByRole("link").first().click();
  await expect(minh.get.headline()).toContainText("Đạt 14 trên 19");
  await expect(board).toContainText("Còn thiếu gì");
});
