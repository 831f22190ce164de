import { type APIRequestContext, type Browser, expect, type Page } from "@playwright/test";
import { Driver } from "./driver";
import { password } from "./first_administrator";
import { AtlasServer } from "./server";

/** The folder of an office with an administrator, an approver, and an editor of one commune. */
export async function officeFolder(request: APIRequestContext): Promise<string> {
  const server = await AtlasServer.start();
  const office = new Office(server);
  const link = (path: string) => new URLSearchParams(path.replace(/^\/?#/, "")).get("setup");
  await office.post(request, "/api/setup", {
    link: link(server.firstLink()),
    name: "lan",
    display_name: "Trần Thị Lan",
    password,
  });
  const people = [
    { name: "hoa", display_name: "Lê Thị Hoa", role: "commune_editor", communes: ["25330"] },
    { name: "minh", display_name: "Phạm Văn Minh", role: "approver", communes: [] },
  ];
  for (const person of people) {
    const user = await office.post(request, "/api/users", person);
    await office.post(request, "/api/setup", {
      link: link(user.setup_link.path),
      name: person.name,
      password,
    });
    await office.post(request, "/api/session", { name: "lan", password });
  }
  return server.leave();
}

export class Office {
  constructor(readonly server: AtlasServer) {}

  async post(request: APIRequestContext, path: string, data: unknown, headers: Record<string, string> = {}) {
    const answer = await request.post(this.server.url + path, {
      headers: { Origin: this.server.url, "X-Requested-With": "ntm-atlas", ...headers },
      data,
    });
    expect(answer.ok(), `${path}: ${await answer.text()}`).toBe(true);
    return answer.json();
  }

  /** Somebody at a browser of their own. */
  async enter(page: Page, name: string): Promise<Editor> {
    await this.post(page.context().request, "/api/session", { name, password });
    return new Editor(page, this.server.url);
  }

  async another(browser: Browser, name: string | null): Promise<Editor> {
    const context = await browser.newContext({ locale: "vi-VN", viewport: { width: 1366, height: 768 } });
    const page = await context.newPage();
    return name ? this.enter(page, name) : new Editor(page, this.server.url);
  }
}

/** All that somebody who edits may do and see. */
export class Editor extends Driver {
  constructor(
    readonly browser: Page,
    readonly address: string,
  ) {
    super(browser, address);
  }

  form = () => this.browser.locator(".edit-sheet");
  toast = () => this.browser.locator(".edit-toast p");
  preview = () => this.browser.locator(".edit-preview");
  trouble412 = () => this.browser.locator(".edit-trouble");
  dialog = () => this.browser.getByRole("dialog");
  field = (name: string) => this.form().getByLabel(name, { exact: true });

  async press(name: string | RegExp): Promise<void> {
    this.clicks += 1;
    await this.browser
      .getByRole("button", { name, exact: typeof name === "string" })
      .first()
      .click();
  }

  /** Opens a road's record; in a test of clicks the road is clicked on the map instead. */
  async openRoad(id: number): Promise<void> {
    await this.given.open(`/?unit=25330&road=${id}`);
    await expect(this.browser.getByRole("button", { name: "Ghi nhận cứng hoá" })).toBeVisible();
  }

  /** Opens a form and types into it before the page has been painted, then lets it be painted. */
  async typeAtOnce(button: string, label: string, text: string): Promise<void> {
    await this.browser.evaluate(
      async ({ button, label, text }) => {
        const named = [...document.querySelectorAll("button")].find((one) => one.textContent === button);
        if (!named) throw new Error(`no button ${button}`);
        named.click();
        const painted = new Promise((resolve) => setTimeout(resolve, 500));
        let input: HTMLInputElement | null = null;
        while (!input) {
          await Promise.resolve();
          const field = [...document.querySelectorAll("label")].find(
            (one) => one.querySelector("span")?.textContent === label,
          );
          input = field?.querySelector("input") ?? null;
          if (!input) await new Promise((resolve) => setTimeout(resolve));
        }
        input.value = text;
        input.dispatchEvent(new InputEvent("input", { bubbles: true }));
        await painted;
      },
      { button, label, text },
    );
  }

  /** Drags a handle of the strip to a share of its length. */
  async dragHandle(name: string, share: number): Promise<void> {
    this.clicks += 1;
    const slider = this.browser.getByRole("slider", { name });
    await slider.hover(); // waits until the sheet has come to rest
    const strip = await this.browser.locator(".edit-range-box").boundingBox();
    const handle = await slider.boundingBox();
    if (!strip || !handle) throw new Error("no strip on the page");
    const y = handle.y + handle.height / 2;
    await this.browser.mouse.down();
    await this.browser.mouse.move(strip.x + strip.width * share, y, { steps: 4 });
    await this.browser.mouse.up();
  }

  /** Clicks the map where a place lies. */
  async clickPlace(place: [number, number]): Promise<void> {
    this.clicks += 1;
    const { x, y } = await this.screenPoint(place);
    const box = await this.browser.locator("#map canvas").boundingBox();
    if (!box) throw new Error("the map has no canvas on the page");
    await this.browser.mouse.move(box.x + x - 3, box.y + y, { steps: 2 });
    await this.browser.mouse.move(box.x + x, box.y + y);
    // A second click at once would be a double click, which means something else.
    await this.browser.waitForTimeout(400);
    await this.browser.mouse.click(box.x + x, box.y + y);
  }

  /** Drags what lies at a place of the map by some pixels. */
  async dragPlace(place: [number, number], dx: number, dy: number): Promise<void> {
    const at = await this.screenPoint(place);
    const box = await this.browser.locator("#map canvas").boundingBox();
    if (!box) throw new Error("the map has no canvas on the page");
    const [x, y] = [box.x + at.x, box.y + at.y];
    await this.browser.mouse.move(x - 2, y, { steps: 2 });
    await this.browser.mouse.move(x, y);
    await this.browser.mouse.down();
    await this.browser.mouse.move(x + dx, y + dy, { steps: 6 });
    await this.browser.mouse.up();
  }

  async road(id: number) {
    return (await this.browser.request.get(`${this.address}/api/roads/${id}`)).json();
  }

  async remaining(unit: string): Promise<number> {
    const url = `${this.address}/api/reports/roads?unit=${unit}&by=hamlet`;
    const report = await (await this.browser.request.get(url)).json();
    return report.headline_classes.reduce(
      (sum: number, name: string) => sum + (report.totals.by_class[name]?.remaining_m ?? 0),
      0,
    );
  }

  async history() {
    return (await (await this.browser.request.get(`${this.address}/api/history?limit=20`)).json()).changesets;
  }
}
