import { address, getJson } from "../api";
import type { Controller } from "../controller";
import { Loader } from "../loader";
import { createStore, idle, type Loadable, type Route, type Store } from "../state";
import type { Highlight } from "./highlight";
import { setOfPlan } from "./reading";
import type { CriteriaReport, CriteriaSet, Plan, PlanReport } from "./types";

export interface PlanState {
  sets: Loadable<{ sets: CriteriaSet[] }>;
  plan: Loadable<Plan>;
  /** Of the selected commune, or of all. */
  criteria: Loadable<CriteriaReport>;
  progress: Loadable<PlanReport>;
  /** What the map marks. */
  highlight: Highlight | null;
}

/** The state of the view of the plan: follows the route and asks the server. */
export class PlanControl {
  readonly store: Store<PlanState>;
  private readonly loader: Loader<PlanState>;
  /** The day that was set because the plan's year is over. */
  private ownDay: string | null = null;
  private entered = false;

  constructor(readonly controller: Controller) {
    this.store = createStore<PlanState>({
      sets: idle,
      plan: idle,
      criteria: idle,
      progress: idle,
      highlight: null,
    });
    this.loader = new Loader(this.store, () => this.route.lang);
    controller.store.subscribe((now, before) => {
      if (now.route === before.route) return;
      if (now.route.unit !== before.route.unit || now.route.criterion !== before.route.criterion)
        this.store.set({ highlight: null });
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

  mark(highlight: Highlight | null): void {
    this.store.set({ highlight });
    if (highlight) {
      const bbox = this.controller.store.get().units.get(this.unit ?? "")?.bbox;
      this.controller.store.set({ tab: "map", ...(bbox ? { target: { bbox } } : {}) });
    }
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
    this.store.set({ highlight: null });
    const back = this.ownDay !== null && route.asOf === this.ownDay;
    this.ownDay = null;
    if (back) this.controller.go({ asOf: null }, { replace: true });
  }
}
