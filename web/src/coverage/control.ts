import { address, askJson, getJson } from "../api";
import type { Controller } from "../controller";
import { Loader } from "../loader";
import { createStore, idle, type Loadable, type Route, type Store } from "../state";
import type { LonLat } from "../types";
import { isSupposed, nothingSupposed, questionOf, rounded, serviceOf, supposing } from "./question";
import type {
  AccessReport,
  AssignmentReport,
  CapacityReport,
  CoverageReport,
  Norms,
  Sites,
  Supposition,
  Way,
  WhatIf,
} from "./types";

export interface CoverageState {
  norms: Loadable<Norms>;
  /** Of the selected unit by hamlet, or of the whole atlas by commune. */
  report: Loadable<CoverageReport>;
  access: Loadable<AccessReport>;
  assignment: Loadable<AssignmentReport>;
  capacity: Loadable<CapacityReport>;
  /** From the selected hamlet to its nearest facility. */
  way: Loadable<Way>;
  sites: Loadable<Sites>;
  whatIf: Loadable<WhatIf>;
  supposition: Supposition;
  /** The next click on the map places a supposed facility. */
  picking: boolean;
}

/** The state of the views of coverage: follows the route, asks the server, keeps what is supposed. */
export class CoverageControl {
  readonly store: Store<CoverageState>;
  private readonly loader: Loader<CoverageState>;

  constructor(readonly controller: Controller) {
    this.store = createStore<CoverageState>({
      norms: idle,
      report: idle,
      access: idle,
      assignment: idle,
      capacity: idle,
      way: idle,
      sites: idle,
      whatIf: idle,
      supposition: nothingSupposed,
      picking: false,
    });
    this.loader = new Loader(this.store, () => this.route.lang);
    controller.store.subscribe((now, before) => {
      if (now.route !== before.route) this.follow();
    });
    this.follow();
  }

  get route(): Route {
    return this.controller.store.get().route;
  }

  suppose(change: Partial<Supposition>): void {
    this.store.set({ supposition: { ...this.store.get().supposition, ...change }, picking: false });
    this.ask();
  }

  addFacility(location: LonLat): void {
    const { added } = this.store.get().supposition;
    this.suppose({ added: [...added, { location: rounded(location), name: `+${added.length + 1}` }] });
    // On a phone the effect stands behind the other tab.
    this.controller.store.set({ tab: "figures" });
  }

  forgetSupposition(): void {
    this.suppose(nothingSupposed);
  }

  pick(picking: boolean): void {
    this.store.set({ picking });
    // On a phone the map waits behind its tab.
    if (picking) this.controller.store.set({ tab: "map" });
  }

  findSites(): void {
    const { route } = this;
    const query = { ...questionOf(route), unit: route.unit, count: 3 };
    this.loader.forget("sites");
    void this.loader.load("sites", "asked", (options) =>
      getJson(address("/api/coverage/sites", query), options),
    );
  }

  /** The atlas has changed: everything but the norms is asked for again. */
  refresh(): void {
    for (const name of ["report", "access", "assignment", "capacity", "way", "whatIf"] as const)
      this.loader.renew(name);
    this.follow();
    // The tiles of the map carry the revision.
    this.controller.store.set({ route: { ...this.route } });
  }

  retry(): void {
    for (const name of ["norms", "report", "access", "assignment", "capacity", "way", "whatIf"] as const) {
      if (this.store.get()[name].error) this.loader.forget(name);
    }
    this.follow();
  }

  /** The address of what is shown, as a file. */
  fileAddress(what: "coverage" | "capacity" | "assignment" | "access", format: string): string {
    const { route } = this;
    const place = { unit: route.unit, by: route.unit === null ? "commune" : "hamlet" };
    if (what === "assignment") {
      const norms = this.store.get().norms.value;
      const facility = norms ? serviceOf(route, norms)?.code : null;
      return address("/api/reports/assignment", { facility, unit: route.unit, as_of: route.asOf, format });
    }
    if (what === "access") {
      return address("/api/reports/access", { ...place, rules: route.rules, as_of: route.asOf, format });
    }
    if (what === "capacity") {
      return address("/api/reports/capacity", { ...questionOf(route), unit: route.unit, format });
    }
    return address("/api/reports/coverage", { ...questionOf(route), ...place, format });
  }

  /** Makes the store agree with the route. */
  private follow(): void {
    const { route } = this;
    if (route.view === "roads" || route.view === "plan") return;
    void this.loader.load("norms", "once", (options) => getJson("/api/norms", options));
    if (route.view === "places") {
      const url = address("/api/reports/assignment", {
        facility: route.service,
        unit: route.unit,
        as_of: route.asOf,
      });
      void this.loader.load("assignment", url, (options) => getJson(url, options));
      return;
    }
    this.followCoverage(route);
  }

  private followCoverage(route: Route): void {
    const question = questionOf(route);
    const report = this.fileAddress("coverage", "json");
    void this.loader
      .load("report", report, (options) => getJson(report, options))
      .then((loaded) => loaded && this.loader.clear("sites"));
    const access = this.fileAddress("access", "json");
    void this.loader.load("access", access, (options) => getJson(access, options));
    const capacity = this.fileAddress("capacity", "json");
    void this.loader.load("capacity", capacity, (options) => getJson(capacity, options));
    const unit = route.unit ? this.controller.store.get().units.get(route.unit) : undefined;
    if (unit?.level === "hamlet") {
      const way = address("/api/coverage/way", { ...question, threshold: null, unit: unit.code });
      void this.loader.load("way", way, (options) => getJson(way, options));
    } else {
      this.loader.clear("way");
    }
    this.ask();
  }

  /** Asks what the supposition would change. */
  private ask(): void {
    const { supposition } = this.store.get();
    if (this.route.view !== "coverage" || !isSupposed(supposition)) {
      this.loader.clear("whatIf");
      return;
    }
    const body = supposing(this.route, supposition);
    void this.loader.load("whatIf", JSON.stringify(body), (options) =>
      askJson("/api/coverage/what-if", body, options),
    );
  }
}
