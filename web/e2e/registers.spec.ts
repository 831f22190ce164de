import type { Editor } from "./editors";
import { expect, test } from "./office";

const tanHung = "25345";

/** Opens a fold of the plan by its title. */
async function unfold(minh: Editor, title: string) {
  const fold = minh.browser.locator("details.fold", {
    has: minh.browser.locator("summary", { hasText: new RegExp(`^${title}$`) }),
  });
  await fold.locator("summary").first().click();
  return fold;
}

test("co-operatives and their products are recorded, changed and taken off", async ({ minh }) => {
  await minh.given.open(`/?view=plan&unit=${tanHung}`);
  const coops = await unfold(minh, "Hợp tác xã");
  await expect(coops).toContainText("Chưa ghi mục nào");
  await coops.getByRole("button", { name: "Thêm hợp tác xã" }).click();
  const form = coops.locator("form");
  await expect(form).toBeVisible();
  await form.getByRole("button", { name: "Lưu" }).click();
  await expect(form.getByRole("alert")).toContainText("Hãy ghi tên");
  await form.getByLabel("Tên", { exact: true }).fill("HTX Điều Tân Hưng");
  await form.getByLabel("Ngày thành lập").fill("05/03/2024");
  await form.getByLabel("Số thành viên").fill("25");
  await form.getByRole("button", { name: "Lưu" }).click();
  await expect(minh.toast()).toContainText("Đã ghi HTX Điều Tân Hưng");
  await expect(coops.locator(".plan-item")).toContainText("thành lập 05/03/2024 · 25 thành viên");

  const products = await unfold(minh, "Sản phẩm OCOP");
  await products.getByRole("button", { name: "Thêm sản phẩm" }).click();
  await products.getByLabel("Tên", { exact: true }).fill("Hạt điều rang muối");
  await products.getByLabel("Hợp tác xã nào").selectOption({ label: "HTX Điều Tân Hưng" });
  await products.getByLabel("Hạng sao").selectOption("3");
  await products.getByLabel("Ngày công nhận").fill("20/11/2024");
  await products.getByLabel("Quyết định số").fill("QĐ 2210");
  await minh.then.accessible();
  await minh.then.noSidewaysScroll();
  await minh.screenshot(`registers-product-${test.info().project.name}`);
  await products.getByRole("button", { name: "Lưu" }).click();
  await expect(products.locator(".plan-item")).toContainText("★ 3 sao, công nhận 20/11/2024");
  await expect(products.locator(".plan-item")).toContainText("của HTX Điều Tân Hưng");
  // The target that counts products sees it.
  const { targets } = await minh.get.api("/api/reports/plan?as_of=2024-12-31");
  expect(targets.find((one: { id: string }) => one.id === "T7")).toMatchObject({
    method: "measured",
    value: { least: 1, most: 1 },
  });

  await products.getByRole("button", { name: "Xoá khỏi danh sách" }).click();
  await products.getByLabel("Lý do").fill("ghi nhầm");
  await products.getByRole("button", { name: "Lưu" }).click();
  await expect(minh.toast()).toContainText("Đã bỏ Hạt điều rang muối");
  await expect(products.locator(".plan-item")).toHaveCount(0);
  minh.then.noTrouble();
});

test("titles of hamlets are recorded on a decision", async ({ minh }) => {
  await minh.given.open(`/?view=plan&unit=${tanHung}`);
  const fold = await unfold(minh, "Danh hiệu ấp");
  const hamlet = fold.locator(".plan-item", { hasText: "Sóc Dầm" });
  await expect(hamlet).toContainText("? chưa rõ");
  await hamlet.getByRole("button", { name: "Ghi kết quả" }).click();
  await hamlet.getByRole("button", { name: "Lưu" }).click();
  await expect(hamlet.getByRole("alert")).toContainText("số quyết định");
  await hamlet.getByLabel("Quyết định số").fill("QĐ 12");
  await hamlet.getByRole("button", { name: "Lưu" }).click();
  await expect(hamlet).toContainText("✓ đã công nhận");
  await expect(fold).toContainText("1 đã công nhận, 0 chưa công nhận, 11 chưa rõ, trên 12 ấp.");
  await fold.getByLabel("Danh hiệu", { exact: true }).selectOption("model_residential");
  await expect(fold).toContainText("0 đã công nhận");
  await minh.then.accessible();
  await minh.screenshot(`registers-titles-${test.info().project.name}`);
});

test("capital is recorded and added up, and a question is asked and answered", async ({ minh }) => {
  await minh.given.open(`/?view=plan&unit=${tanHung}`);
  const capital = await unfold(minh, "Vốn: phân bổ, giải ngân");
  const enter = async (type: string, amount: string) => {
    await capital.getByRole("button", { name: "Ghi vốn" }).click();
    const form = capital.locator("form");
    await expect(form).toBeVisible();
    await form.getByLabel("Loại").selectOption(type);
    await form.getByLabel("Số tiền").fill(amount);
    await form.getByLabel("Ngày", { exact: true }).fill("06/05/2024");
    await form.getByLabel("Quyết định số").fill("QĐ 1828");
    await form.getByRole("button", { name: "Lưu" }).click();
    await expect(form).toHaveCount(0);
  };
  await enter("allocation", "6.500.000.000");
  await expect(capital.locator(".plan-item")).toContainText("Phân bổ 6.500.000.000 đồng");
  await enter("disbursement", "2.000.000.000");
  await enter("settlement", "1.500.000.000");
  // Of 6,500 million 2,000 are spent, and of these 1,500 settled.
  const sums = ["–", "6.500", "2.000", "1.500", "4.500", "500"];
  await expect(capital.locator("tfoot td")).toHaveText(sums);
  // However many columns there are, nothing of the panel lies beyond its edge.
  const beyond = () => minh.browser.locator("#scroll").evaluate((one) => one.scrollWidth - one.clientWidth);
  expect(await beyond()).toBe(0);
  const download = minh.browser.waitForEvent("download");
  await capital.getByRole("link", { name: "Vốn (XLSX)" }).click();
  expect((await download).suggestedFilename()).toMatch(/\.xlsx$/);
  await minh.then.accessible();
  await minh.then.noSidewaysScroll();
  await minh.screenshot(`registers-capital-${test.info().project.name}`);

  // By a day before them there is none of them yet.
  await minh.given.open(`/?view=plan&unit=${tanHung}&as_of=2024-05-01`);
  const earlier = await unfold(minh, "Vốn: phân bổ, giải ngân");
  await expect(earlier).toContainText("Còn 3 mục sau ngày 01/05/2024");
  await expect(earlier.locator(".plan-item")).toHaveCount(0);

  const log = await unfold(minh, "Hỏi đáp, hướng dẫn");
  await log.getByRole("button", { name: "Hỏi cơ quan huyện" }).click();
  await log.getByLabel("Hỏi cơ quan").selectOption({ index: 1 });
  await log.getByLabel("Về việc").selectOption({ label: "2 Giao thông" });
  await log.getByLabel("Câu hỏi").fill("Đường sỏi đỏ có được tính không?");
  await log.getByRole("button", { name: "Lưu" }).click();
  const item = log.locator(".plan-item");
  await expect(item).toContainText("chưa trả lời");
  await item.getByRole("button", { name: "Trả lời" }).click();
  await item.getByLabel("Trả lời", { exact: true }).fill("Được, theo kế hoạch của huyện.");
  await item.getByRole("button", { name: "Lưu" }).click();
  await expect(item).toContainText("Được, theo kế hoạch của huyện.");
  await log.getByLabel("Hiện").selectOption("waiting");
  await expect(log).toContainText("Chưa ghi mục nào");
  await minh.then.accessible();
  minh.then.noTrouble();
});

test("who approves reads what is proposed of the plan, and from what to what", async ({ minh, hoa }) => {
  const request = hoa.browser.context().request;
  const write = async (method: "post" | "patch", path: string, data: object, etag?: string) => {
    const headers = {
      Origin: hoa.address,
      "X-Requested-With": "ntm-atlas",
      ...(etag && { "If-Match": etag }),
    };
    const answer = await request[method](hoa.address + path, { headers, data });
    expect(answer.status(), await answer.text()).toBe(202);
  };
  const given = { unit: "25330", on: "2024-05-06", plan: "hon-quan-2024" };
  const money = { ...given, type: "allocation", source: "people", amount_vnd: 70_000_000, document: "BB 5" };
  await write("post", "/api/capital", money);
  await minh.given.open("/?view=plan&unit=25330");
  const inbox = async () => {
    await minh.press(/^Chờ duyệt/);
    return minh.dialog().locator(".edit-proposal").first();
  };
  const first = await inbox();
  await expect(first.locator("caption")).toHaveText("Thêm vốn: Phân bổ, Xã An Khương (V1)");
  await expect(first).toContainText("70.000.000 đồng");
  await expect(first).toContainText("Nhân dân đóng góp");
  await minh.then.accessible();
  await first.getByRole("button", { name: /^Duyệt/ }).click();
  await expect(minh.toast()).toContainText("Đã duyệt");

  const { capital } = await minh.get.api("/api/capital?plan=hon-quan-2024");
  await write("patch", "/api/capital/V1", { amount_vnd: 75_000_000 }, capital[0].etag);
  await minh.given.open("/?view=plan&unit=25330");
  const second = await inbox();
  await expect(second.locator("tbody tr")).toHaveText([/Số tiền\s*70\.000\.000 đồng\s*75\.000\.000 đồng/]);
  await minh.screenshot(`inbox-plan-${test.info().project.name}`);
  await minh.press("Đóng");
  await minh.given.open("/");
  await minh.press("Lịch sử thay đổi");
  await minh.dialog().locator("summary").first().click();
  await expect(minh.dialog().locator("caption")).toHaveText("Thêm vốn: Phân bổ, Xã An Khương (V1)");
  await expect(minh.dialog()).not.toContainText("amount_vnd");
  minh.then.noTrouble();
});

test("money for a work is first offered from the source that its plan names", async ({ minh }) => {
  await minh.given.open("/?view=plan&unit=25438");
  const capital = await unfold(minh, "Vốn: phân bổ, giải ngân");
  await capital.getByRole("button", { name: "Ghi vốn" }).click();
  const form = capital.locator("form");
  await form.getByLabel("Cho công trình").selectOption("Q7");
  const source = form.getByLabel("Nguồn vốn").first();
  await expect(source.locator("option").first()).toHaveText("ADP của tỉnh");
  await expect(source).toHaveValue("ADP của tỉnh");
});
