import { address, getJson, getRoad } from "../api";
import { slice } from "../chainage";
import type { Controller } from "../controller";
import { Loader } from "../loader";
import { createStore, idle, type Loadable, type Route, type Store } from "../state";
import type { BBox, LonLat } from "../types";
import { type Basis, type BasisRow, boxOf, together } from "./basis";
import { type Highlight, highlightOfFeatures } from "./highlight";
import { setOfPlan } from "./reading";
import type { CriteriaReport, CriteriaSet, Features, Plan, PlanReport } from "./types";

/** What the card on the map is about: one record, or all that a number is made of. */
export interface Shown {
  title: string;
  rows: readonly BasisRow[];
  /** Of the roads that were read, by id. */
  names: ReadonlyMap<number, string>;
  /** Roads whose record could not be read. */
  missing: number;
  /** All that one record was chosen from. */
  within?: Pick<Shown, "title" | "rows">;
}

export interface PlanState {
  sets: Loadable<{ sets: CriteriaSet[] }>;
  plan: Loadable<Plan>;
  /** Of the selected commune, or of all. */
  criteria: Loadable<CriteriaReport>;
  progress: Loadable<PlanReport>;
  /** What the map marks. */
  highlight: Highlight | null;
  /** The highlight's stretches, as they run. */
  lines: readonly LonLat[][];
  /** What is told of it on the map; null: what the marks mean. */
  shown: Shown | null;
  /** What the map is to show next; each request is a new object. */
  frame: { bbox: BBox } | null;
  /** The list that is open: what a number is made of. */
  basis: Basis | null;
}

const unmarked = { highlight: null, lines: [], shown: null } as const;

/** The state of the view of the plan: follows the route and asks the server. */
export class PlanControl {
  readonly store: Store<PlanState>;
  private readonly loader: Loader<PlanState>;
  /** The day that was set because the plan's year is over. */
  private ownDay: string | null = null;
  private entered = false;
  /** Counts what was asked to be shown: roads that come late are not drawn over what came after. */
  private asked = 0;

  constructor(readonly controller: Controller) {
    this.store = createStore<PlanState>({
      sets: idle,
      plan: idle,
      criteria: idle,
      progress: idle,
      ...unmarked,
      frame: null,
      basis: null,
    });
    this.loader = new Loader(this.store, () => this.route.lang);
    controller.store.subscribe((now, before) => {
      if (now.route === before.route) return;
      const { unit, criterion, lang } = before.route;
      if (now.route.unit !== unit || now.route.criterion !== criterion || now.route.lang !== lang)
        this.unmark();
      if (now.route.view !== "plan" && before.route.view === "plan") this.leave(now.route);
      else this.follow();
    });
    this.follow();
  }

  get route(): Route {
    return this.controller.store.get().route;
  }

  /** The commune that is looked at: of a hamlet the one that it lies in. */
  get unit(): string | null {
    const { route, units } = this.controller.store.get();
    const unit = units.get(route.unit ?? "");
    return unit?.level === "hamlet" ? unit.parent : route.unit;
  }

  /** The set that is shown: chosen, else the one that the plan speaks of. */
  get set(): string | null {
    const plan = this.store.get().plan.value;
    return this.route.set ?? (plan ? setOfPlan(plan) : null);
  }

  /** Marks what counts of a figure, in the commune that is looked at. */
  mark(highlight: Highlight | null): void {
    this.unmark();
    if (!highlight) return;
    this.store.set({ highlight });
    this.toMap(this.boxOfCommune(this.unit));
  }

  /** Marks and frames records, and tells of them on the map. */
  async show(title: string, rows: readonly BasisRow[], within?: Shown["within"]): Promise<void> {
    this.unmark();
    const asked = this.asked;
    const features = together(rows.map((row) => row.features));
    const highlight = highlightOfFeatures(features);
    const shown = { title, rows, ...(within ? { within } : {}) };
    this.store.set({ highlight, shown: { ...shown, names: new Map(), missing: 0 } });
    this.controller.store.set({ tab: "map" });
    const { lines, names, missing } = await this.linesOf(highlight?.stretches ?? []);
    if (asked !== this.asked) return;
    this.store.set({ lines, shown: { ...shown, names, missing } });
    const { units, facilities } = this.controller.store.get();
    const communes = [...new Set(rows.map(({ commune }) => commune))];
    this.toMap(
      boxOf(features, lines, { units, facilities: facilities.value ?? [] }) ??
        this.boxOfCommune(communes.length === 1 ? (communes[0] ?? null) : this.unit),
    );
  }

  /** Lines of a form that is open, with no card; none when it closes. */
  draw(lines: readonly LonLat[][]): void {
    if (!this.store.get().shown) this.store.set({ lines });
  }

  /** Opens the list of what a number is made of. */
  open(basis: Basis | null): void {
    this.store.set({ basis });
  }

  /** The atlas has changed. */
  refresh(): void {
    this.loader.renew("plan");
    this.loader.renew("criteria");
    this.loader.renew("progress");
    this.follow();
  }

  retry(): void {
    for (const name of ["sets", "plan", "criteria", "progress"] as const) {
      if (this.store.get()[name].error) this.loader.forget(name);
    }
    this.follow();
  }

  fileAddress(what: "criteria" | "plan", format: string): string {
    const { asOf, rules } = this.route;
    const set = what === "criteria" ? this.set : null;
    return address(`/api/reports/${what}`, { unit: this.unit, set, as_of: asOf, rules, format });
  }

  private unmark(): void {
    this.asked += 1;
    this.store.set({ ...unmarked, basis: null });
  }

  private boxOfCommune(code: string | null): BBox | null {
    const { units, atlas } = this.controller.store.get();
    return (code === null ? atlas.value?.bbox : units.get(code)?.bbox) ?? null;
  }

  /** The card lies on the map before the map makes room for it. */
  private toMap(bbox: BBox | null): void {
    this.controller.store.set({ tab: "map" });
    if (bbox) requestAnimationFrame(() => requestAnimationFrame(() => this.store.set({ frame: { bbox } })));
  }

  /** Stretches as they run, by the records of their roads; on another day a road may not be there. */
  private async linesOf(
    stretches: Features["stretches"],
  ): Promise<Pick<Shown, "names" | "missing"> & { lines: LonLat[][] }> {
    const ids = [...new Set(stretches.map(({ road }) => road))];
    const found = await Promise.allSettled(
      ids.map((id) => getRoad(id, this.route, { lang: this.route.lang })),
    );
    const roads = found.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
    const lines = stretches.flatMap(({ road, from_m, to_m }) => {
      const record = roads.find(({ id }) => id === road);
      return record ? [slice(record.geometry.coordinates, record.length_m, from_m, to_m)] : [];
    });
    const names = new Map(roads.map(({ id, name, code }) => [id, name || code]));
    return { lines, names, missing: ids.length - roads.length };
  }

  private follow(): void {
    if (this.route.view !== "plan") return;
    void this.loader.load("sets", "once", (options) => getJson("/api/criteria-sets", options));
    void this.loader
      .load("plan", "once", async (options) => {
        const { plans } = await getJson<{ plans: { id: string }[] }>("/api/plans", options);
        const id = plans.at(-1)?.id;
        if (id === undefined) throw new Error("no plan");
        return getJson(`/api/plans/${id}`, options);
      })
      .then((loaded) => loaded && this.enter());
    if (this.store.get().plan.value) this.enter();
  }

  /** Criteria of a year that is over hold on its last day, and no threshold does today. */
  private enter(): void {
    const plan = this.store.get().plan.value;
    const today = this.controller.store.get().atlas.value?.as_of;
    if (!plan || this.route.view !== "plan") return;
    if (!this.entered) {
      this.entered = true;
      const last = `${plan.year}-12-31`;
      if (this.route.asOf === null && today && today > last) {
        this.ownDay = last;
        this.controller.go({ asOf: last }, { replace: true });
        return;
      }
    }
    const criteria = this.fileAddress("criteria", "json");
    void this.loader.load("criteria", criteria, (options) => getJson(criteria, options));
    const progress = this.fileAddress("plan", "json");
    void this.loader.load("progress", progress, (options) => getJson(progress, options));
  }

  /** Other views are about today again. */
  private leave(route: Route): void {
    this.entered = false;
    this.unmark();
    const back = this.ownDay !== null && route.asOf === this.ownDay;
    this.ownDay = null;
    if (back) this.controller.go({ asOf: null }, { replace: true });
  }
}
