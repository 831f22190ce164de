import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { type Download, expect, type Page } from "@playwright/test";
import type axe from "axe-core";

const axeSource = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

/** All that a test may do and see. Tests speak of planners' doings; selectors live here only. */
export class Driver {
  /** Clicks and key presses so far, without typed text. */
  clicks = 0;
  /** Everything that should not have happened: console errors, failed requests, requests to other hosts. */
  readonly trouble: string[] = [];
  private readonly page: Page;
  private readonly url: string;

  constructor(page: Page, url: string) {
    this.page = page;
    this.url = url;
    page.on("console", (message) => {
      if (message.type() === "error") this.trouble.push(`console: ${message.text()}`);
    });
    page.on("pageerror", (error) => this.trouble.push(`uncaught: ${error.message}`));
    page.on("request", (request) => {
      const { protocol, origin } = new URL(request.url());
      if (protocol.startsWith("http") && origin !== url)
        this.trouble.push(`outside request: ${request.url()}`);
    });
    page.on("response", (response) => {
      if (response.status() >= 400) this.trouble.push(`${response.status()}: ${response.url()}`);
    });
  }

  /** A question of the page's own address, asked beside it. */
  async ask(path: string, body: unknown) {
    const response = await this.page.request.post(this.url + path, { data: body });
    expect(response.status()).toBe(200);
    return response.json();
  }

  given = {
    open: async (path = "/") => {
      await this.page.goto(this.url + path);
      await expect(this.page.locator("#summary table.units")).toBeAttached();
      // The export button comes with the script: from here on, clicks are answered.
      await expect(this.page.locator("#actions .button-primary")).toBeAttached();
    },
    map: async () => {
      if (await this.isPhone()) await this.when.tab("Bản đồ");
      await expect(this.page.locator("#layout[data-map=ready]")).toBeVisible({ timeout: 90_000 });
      await this.mapIdle();
    },
    noWebGl: async () => {
      await this.page.addInitScript(() => {
        const getContext = HTMLCanvasElement.prototype.getContext;
        HTMLCanvasElement.prototype.getContext = function (
          this: HTMLCanvasElement,
          kind: string,
          ...rest: unknown[]
        ) {
          return kind === "webgl2" ? null : getContext.call(this, kind as "2d", ...(rest as []));
        } as typeof getContext;
      });
    },
    less: async () => this.page.emulateMedia({ reducedMotion: "reduce" }),
    offline: async (path: string) => this.page.route(`${this.url}${path}`, (route) => route.abort()),
  };

  when = {
    tab: async (name: string) => {
      this.clicks += 1;
      await this.page.locator(".tabs").getByRole("button", { name }).click();
    },
    chooseUnit: async (name: string) => {
      this.clicks += 1;
      await this.page.locator("#summary table.units").getByRole("link", { name, exact: true }).click();
    },
    /** One of the questions above the figures. */
    chooseView: async (name: string) => {
      this.clicks += 1;
      await this.page.locator(".views").getByRole("link", { name, exact: true }).click();
    },
    /** Which roads to harden first, for so much. */
    askMaker: async (limit: string, amount: string) => {
      await this.page.locator("#maker-limit").selectOption(limit);
      await this.page.locator("#maker-amount").fill(amount);
      await this.page.locator(".maker").getByRole("button", { name: "Lập đề xuất" }).click();
    },
    choosePeriod: async (period: string) => this.page.locator("#report-period").selectOption(period),
    /** One of the buttons of the periodic report. */
    pressReport: async (name: string) =>
      this.page.locator(".report").getByRole("button", { name, exact: true }).first().click(),
    fillReport: async (label: string, text: string) =>
      this.page.locator(".report").getByLabel(label, { exact: true }).fill(text),
    draftWorks: async () =>
      this.page.locator(".maker").getByRole("button", { name: "Tạo công trình nháp" }).click(),
    dropProposal: async () => this.page.locator(".maker").getByRole("button", { name: "Bỏ đề xuất" }).click(),
    /** A cell of communes × criteria. */
    chooseCell: async (name: RegExp) => {
      this.clicks += 1;
      await this.page.locator(".matrix").getByRole("link", { name }).click();
    },
    chooseCriterion: async (name: RegExp) => {
      this.clicks += 1;
      await this.page.locator(".criteria-list").getByRole("link", { name }).click();
    },
    chooseSet: async (id: string) => {
      this.clicks += 2;
      await this.page.locator("#criteria-set").selectOption(id);
    },
    showCounted: async (index: number) => {
      this.clicks += 1;
      await this.page.getByRole("button", { name: "Hiện trên bản đồ" }).nth(index).click();
    },
    clearMarks: async () => this.page.getByRole("button", { name: "Bỏ đánh dấu" }).click(),
    unfold: async (name: RegExp) => this.page.locator("#more summary", { hasText: name }).click(),
    chooseService: async (code: string) => {
      this.clicks += 2;
      await this.page.locator("#service").selectOption(code);
    },
    setDistance: async (metres: string) => {
      await this.page.locator("#distance").fill(metres);
      await this.page.keyboard.press("Enter");
    },
    onlyAllSeason: async () => this.page.getByRole("checkbox", { name: /quanh năm/ }).click(),
    filterNeed: async (name: RegExp) => {
      this.clicks += 1;
      await this.page.locator(".needs").getByRole("button", { name }).click();
    },
    openWhatIf: async () => {
      const fold = this.page.locator("details.what-if");
      if (!(await fold.evaluate((element: HTMLDetailsElement) => element.open)))
        await fold.locator("summary").click();
    },
    openWhatIfIfThere: async () => {
      if ((await this.page.locator("details.what-if").count()) > 0) await this.when.openWhatIf();
    },
    supposeAt: async (place: string) => {
      await this.page.locator("#suppose-place").fill(place);
      await this.page.keyboard.press("Enter");
    },
    findBest: async () => this.page.getByRole("button", { name: "Chỗ nào tốt nhất?" }).click(),
    tryBest: async () => this.page.locator(".best .link").first().click(),
    takeBack: async () => this.page.locator(".supposed .link").first().click(),
    /** Starts placing a facility, then clicks the map where a place lies. */
    supposeOnMap: async (place: [number, number]) => {
      await this.page.getByRole("button", { name: "Thử đặt thêm trên bản đồ" }).click();
      await this.given.map();
      await this.page.locator("#map canvas").click({ position: await this.screenPoint(place) });
    },
    goUp: async () => {
      this.clicks += 1;
      await this.page.locator(".crumbs a").first().click();
    },
    back: async () => this.page.goBack(),
    /** Types into the search field, which `/` focuses, and takes the first result by Enter. */
    search: async (text: string) => {
      if (await this.isPhone()) {
        this.clicks += 1;
        await this.page.locator("#search-input").click();
      } else {
        await this.page.keyboard.press("/");
      }
      await this.page.keyboard.type(text);
    },
    enter: async () => this.page.keyboard.press("Enter"),
    press: async (key: string) => this.page.keyboard.press(key),
    /** Clicks the middle of a road on the map, where the server says that it is. */
    clickRoad: async (id: number) => {
      this.clicks += 1;
      const road = await this.api(`/api/roads/${id}`);
      const line = road.geometry.coordinates as [number, number][];
      const point = await this.screenPoint(line[Math.floor(line.length / 2)] as [number, number]);
      await this.page.locator("#map canvas").click({ position: point });
    },
    chooseRules: async (id: string) => {
      this.clicks += 2;
      await this.page.locator("#controls select").selectOption(id);
    },
    setDay: async (text: string) => {
      await this.page.locator("#as-of").fill(text);
      await this.page.keyboard.press("Enter");
    },
    switchLanguage: async () => {
      this.clicks += 1;
      await this.page.locator(".language").click();
    },
    /** The panel's main button. */
    downloadRoads: async (): Promise<Download> => {
      const download = this.page.waitForEvent("download");
      this.clicks += 1;
      await this.page.locator("#actions .button-primary").click();
      return download;
    },
    openExport: async () => {
      this.clicks += 1;
      await this.page.locator("#actions .button:not(.button-primary)").click();
    },
    chooseLayer: async (layer: string) => this.page.getByRole("dialog").getByLabel("Lớp").selectOption(layer),
    choosePreset: async () => {
      this.clicks += 1;
      await this.page.locator("dialog .chip").click();
    },
    downloadChoice: async (): Promise<Download> => {
      const download = this.page.waitForEvent("download");
      this.clicks += 1;
      await this.page.locator("dialog .button-primary").click();
      return download;
    },
    openChecks: async () => {
      this.clicks += 1;
      await this.page.getByRole("button", { name: /điểm cần kiểm tra/ }).click();
    },
    toggleLegend: async (label: string) => {
      const legend = this.page.locator("details.legend");
      if (!(await legend.evaluate((element: HTMLDetailsElement) => element.open))) {
        await legend.locator("summary").click();
      }
      await legend.getByRole("checkbox", { name: label, exact: true }).click();
      await this.mapIdle();
    },
    openFacility: async (name: string) => {
      const fold = this.page.locator("#more details", { has: this.page.locator(".kind") });
      if (!(await fold.evaluate((element: HTMLDetailsElement) => element.open))) {
        await fold.locator("summary").click();
      }
      await fold.getByRole("link", { name, exact: true }).click();
    },
    focusInterval: async (index: number) => this.page.locator(".intervals button").nth(index).focus(),
    retry: async () => this.page.locator(".failure button").first().click(),
    online: async () => this.page.unrouteAll(),
  };

  get = {
    reports: () => this.page.locator(".reports"),
    report: () => this.page.locator(".report"),
    maker: () => this.page.locator(".maker"),
    makerAnswer: () => this.page.locator(".maker-answer"),
    headline: () => this.page.locator(".headline-km"),
    unit: () => this.page.locator(".headline-unit"),
    note: () => this.page.locator(".headline-note"),
    rows: () => this.page.locator("#summary table.units tbody tr"),
    uncovered: () => this.page.locator(".headline-unknown"),
    way: () => this.page.locator(".way"),
    effect: () => this.page.locator(".effect"),
    evidence: () => this.page.locator(".evidence"),
    matrixRow: (unit: string) =>
      this.page.locator(".matrix tbody tr", {
        has: this.page.getByRole("link", { name: unit, exact: true }),
      }),
    cell: (name: RegExp) => this.page.locator(".matrix").getByRole("link", { name }),
    more: () => this.page.locator("#more"),
    marks: () => this.page.locator(".marked"),
    set: () => this.page.locator("#criteria-set"),
    best: () => this.page.locator(".best li"),
    supposed: () => this.page.locator(".supposed li"),
    standing: (unit: string) =>
      this.page.locator("#summary tbody tr", {
        has: this.page.getByRole("link", { name: unit, exact: true }),
      }),
    needCount: async (name: RegExp) =>
      Number(await this.page.locator(".needs").getByRole("button", { name }).locator(".count").textContent()),
    details: () => this.page.locator("#details .details"),
    detailsTitle: () => this.page.locator("#details-title"),
    readout: () => this.page.locator(".readout"),
    dialog: () => this.page.getByRole("dialog"),
    choiceFile: () => this.page.locator("dialog a[download]"),
    options: () => this.page.locator("#search-results [role=option]"),
    live: () => this.page.locator("#live"),
    failure: () => this.page.locator(".failure"),
    outline: () => this.page.locator("#outline svg"),
    mapNote: () => this.page.locator(".map-note"),
    findings: () => this.page.locator("dialog .finding"),
    canvas: () => this.page.locator("#map canvas"),
    html: () => this.page.locator("html"),
    search: () => new URL(this.page.url()).search,
    /** Where each of the panel's files comes from. */
    files: () => this.page.locator("#actions a[download]"),
    /** What the server itself answers, to compare with what is shown. */
    api: (path: string) => this.api(path),
    firstHtml: async () => (await this.page.request.get(`${this.url}/`)).text(),
    /** Text, classes and links of the summary, as the server wrote it and as it is on the page. */
    firstSummary: async (path: string) =>
      this.skeleton(await (await this.page.request.get(this.url + path)).text()),
    summary: async () => this.skeleton(await this.page.content()),
    /** How high the ink of each letter rises above the baseline at 48 pixels in the map's font. */
    inkTops: async (letters: string[]) =>
      this.page.evaluate(async (all) => {
        const font = '48px "Noto Sans Variable"';
        const loaded = await document.fonts.load(font, all.join(""));
        if (loaded.length < 2) throw new Error("the two font files are not there");
        const context = document.createElement("canvas").getContext("2d");
        if (!context) throw new Error("no canvas");
        context.font = font;
        const top = (letter: string) => Math.ceil(context.measureText(letter).actualBoundingBoxAscent);
        return Object.fromEntries(all.map((letter) => [letter, top(letter)]));
      }, letters),
    fileText: async (download: Download) => readFile((await download.path()) as string),
  };

  // biome-ignore lint/suspicious/noThenProperty: an object of checks, never awaited itself
  then = {
    noTrouble: () => expect(this.trouble).toEqual([]),
    accessible: async () => {
      // Figures that are about to be replaced are pale on purpose.
      await expect(this.page.locator(".units[aria-busy=true]")).toHaveCount(0);
      await this.page.evaluate(await readFile(axeSource, "utf8"));
      const violations = await this.page.evaluate(async () => {
        const { axe } = window as unknown as { axe: typeof import("axe-core") };
        const result = await axe.run(document, {
          runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
        });
        return result.violations.map((one: axe.Result) => ({
          id: one.id,
          nodes: one.nodes.map((node) => node.html.slice(0, 200)),
        }));
      });
      expect(violations).toEqual([]);
    },
    /** Buttons, links of the table and fields can be hit with a thumb. */
    bigTargets: async () => {
      const small = await this.page.evaluate(() =>
        [
          ...document.querySelectorAll<HTMLElement>(
            "button, select, input:not(.day-picker), .units tbody tr, .button",
          ),
        ]
          .filter(
            (element) =>
              element.checkVisibility() && !element.matches("input[type=checkbox], input[type=radio]"),
          )
          .map((element) => ({ box: element.getBoundingClientRect(), html: element.outerHTML.slice(0, 120) }))
          .filter(({ box }) => box.height < 43.5 || box.width < 40)
          .map(({ box, html }) => `${Math.round(box.width)}x${Math.round(box.height)} ${html}`),
      );
      expect(small).toEqual([]);
    },
    noSidewaysScroll: async () => {
      const over = await this.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(over).toBeLessThanOrEqual(0);
    },
    zoomedTo: async (level: number) => {
      await expect.poll(async () => (await this.view()).zoom).toBeGreaterThan(level);
    },
  };

  async screenshot(name: string): Promise<void> {
    await this.page.screenshot({ path: `e2e/screenshots/${name}.png` });
  }

  async isPhone(): Promise<boolean> {
    return (this.page.viewportSize()?.width ?? 0) < 600;
  }

  async mapIdle(): Promise<void> {
    await expect(this.page.locator("#map[data-idle]")).toBeAttached({ timeout: 90_000 });
  }

  private skeleton(html: string): Promise<unknown[]> {
    return this.page.evaluate((text) => {
      const page = new DOMParser().parseFromString(text, "text/html");
      const walk = (element: Element): unknown[] =>
        [...element.children].map((child) => [
          child.tagName.toLowerCase(),
          child.getAttribute("class") ?? "",
          child.getAttribute("href") ?? child.getAttribute("width") ?? "",
          child.children.length === 0 ? child.textContent : walk(child),
        ]);
      return walk(page.querySelector("#summary") as Element);
    }, html);
  }

  private async api(path: string) {
    const answer = await this.page.request.get(this.url + path);
    expect(answer.ok(), path).toBe(true);
    return answer.json();
  }

  /** The view that the map writes into the address: #zoom/lat/lon. */
  private async view(): Promise<{ zoom: number; lat: number; lon: number }> {
    const [zoom = 0, lat = 0, lon = 0] = new URL(this.page.url()).hash.slice(1).split("/").map(Number);
    return { zoom, lat, lon };
  }

  /** Where a place lies on the map's canvas: Web Mercator with tiles of 512 pixels, as MapLibre draws. */
  async screenPoint([lon, lat]: [number, number]): Promise<{ x: number; y: number }> {
    await this.mapIdle();
    const view = await this.view();
    const scale = 512 * 2 ** view.zoom;
    const x = (degrees: number) => ((degrees + 180) / 360) * scale;
    const y = (degrees: number) => {
      const angle = (degrees * Math.PI) / 180;
      return ((1 - Math.asinh(Math.tan(angle)) / Math.PI) / 2) * scale;
    };
    const box = await this.page.locator("#map canvas").boundingBox();
    if (!box) throw new Error("the map has no canvas on the page");
    return { x: box.width / 2 + x(lon) - x(view.lon), y: box.height / 2 + y(lat) - y(view.lat) };
  }
}
