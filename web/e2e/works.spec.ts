import type { Editor } from "./editors";
import { expect, test } from "./office";

const tanHung = "25345";
const planOf = `/?view=plan&unit=${tanHung}`;

async function work(minh: Editor, id: string) {
  return (await minh.browser.request.get(`${minh.address}/api/works/${id}`)).json();
}

test("a work is accepted in three clicks and undone by one", async ({ minh }) => {
  await minh.given.open(planOf);
  const item = minh.browser.locator(".plan-item", { hasText: "Trường Tiểu học Tân Hưng A" });
  await expect(item).toContainText("Chưa làm");
  const [place] = (await work(minh, "H3")).places;
  const school = async () =>
    (await (await minh.browser.request.get(`${minh.address}/api/facilities/${place.id}`)).json()).rooms;
  const rooms = await school();
  minh.clicks = 0;
  await item.getByRole("button", { name: "Nghiệm thu" }).click();
  const form = item.locator("form");
  await expect(form.getByLabel("Ngày nghiệm thu")).toHaveValue("31/12/2024");
  await form.getByLabel("Ngày nghiệm thu").fill("20/12/2024");
  await form.getByLabel("Biên bản, chứng cứ").fill("BB 30");
  await minh.then.accessible();
  await minh.then.noSidewaysScroll();
  await minh.screenshot(`works-accept-${test.info().project.name}`);
  await form.getByRole("button", { name: "Lưu" }).click();
  await expect(minh.toast()).toContainText("Đã nghiệm thu Trường Tiểu học Tân Hưng A");
  await expect(item).toContainText("Đã nghiệm thu 20/12/2024");
  await expect(item.getByRole("button", { name: "Nghiệm thu" })).toHaveCount(0);
  expect(await work(minh, "H3")).toMatchObject({ state: "accepted", evidence: "BB 30" });
  await minh.press("Hoàn tác");
  await expect(minh.toast()).toContainText("Đã hoàn tác");
  await expect(item).toContainText("Chưa làm");
  expect((await work(minh, "H3")).state).toBe("planned");
  expect(await school()).toEqual(rooms);
  minh.then.noTrouble();
});

test("what is wrong is said, and a work goes on by keyboard alone", async ({ minh }) => {
  await minh.given.open(planOf);
  const item = minh.browser.locator(".plan-item", { hasText: "Trường Tiểu học Tân Hưng B" });
  await item.getByRole("button", { name: "Cập nhật" }).focus();
  await minh.browser.keyboard.press("Enter");
  const form = item.locator("form");
  await expect(form.getByLabel("Trạng thái")).toBeFocused();
  await form.getByLabel("Khởi công").fill("mai");
  await minh.browser.keyboard.press("Enter");
  await expect(form.getByRole("alert")).toContainText("05/11/2024");
  await form.getByLabel("Khởi công").fill("04/03/2024");
  await form.getByLabel("Trạng thái").selectOption("under_way");
  await form.getByLabel("Khởi công").focus();
  await minh.browser.keyboard.press("Enter");
  await expect(item).toContainText("Đang làm");
  await expect(item.getByRole("button", { name: "Cập nhật" })).toBeFocused();
  expect(await work(minh, "H4")).toMatchObject({ state: "under_way", started_on: "2024-03-04" });
});

test("a criterion is decided on evidence that the map shows", async ({ minh }) => {
  await minh.given.open(`${planOf}&criterion=5`);
  const evidence = minh.get.evidence();
  await expect(evidence).toContainText("Chưa đạt");
  await evidence.getByRole("button", { name: "Ghi kết quả" }).click();
  const form = evidence.locator("form");
  await form.getByRole("button", { name: "Lưu" }).click();
  await expect(form.getByRole("alert")).toContainText("biên bản");
  await form.getByLabel("Biên bản, chứng cứ").fill("BB thẩm tra 31");
  await expect(form).toContainText("Tiêu chí 5 của Xã Tân Hưng: chưa đạt → đạt");
  await minh.screenshot(`works-result-${test.info().project.name}`);
  await form.getByRole("button", { name: "Lưu" }).click();
  await expect(minh.toast()).toContainText("Đã ghi tiêu chí 5");
  await expect(evidence).toContainText("(chứng cứ: BB thẩm tra 31)");
  await expect(minh.get.headline()).toContainText("Đạt 15 trên 19");
  await minh.press("Hoàn tác");
  await expect(minh.get.headline()).toContainText("Đạt 14 trên 19");
});

test("a difficulty is raised and answered", async ({ minh }) => {
  await minh.given.open(planOf);
  const fold = minh.browser.locator("details.fold", { hasText: "Khó khăn, kiến nghị" });
  await fold.locator("summary").click();
  await fold.getByRole("button", { name: "Nêu khó khăn, kiến nghị" }).click();
  await fold.getByLabel("Loại").selectOption("proposal");
  await fold.getByLabel("Nội dung").fill("Thiếu cát, đá");
  await fold.getByRole("button", { name: "Lưu" }).click();
  const item = fold.locator(".plan-item", { hasText: "Thiếu cát, đá" });
  await expect(item).toContainText("chưa trả lời");
  await item.getByRole("button", { name: "Trả lời" }).click();
  await item.locator("form").getByLabel("Trả lời").fill("Cấp trong quý III");
  await item.getByRole("button", { name: "Lưu" }).click();
  await expect(item).toContainText("Cấp trong quý III");
});
