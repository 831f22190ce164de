import type { AccountControl } from "./account/control";
import * as api from "./api";
import type { CoverageControl } from "./coverage/control";
import type { EditControl } from "./edit/control";
import { ofClasses } from "./figures";
import { kmUnit, length } from "./format";
import { hasWords, loadWords, translator } from "./i18n";
import type { ImportControl } from "./import/control";
import { Loader, problemOf } from "./loader";
import { reportName } from "./names";
import type { PlanControl } from "./plan/control";
import type { Change, Route, State, Store } from "./state";
import { formatRoute, parseRoute } from "./state";
import type { BBox, Initial, RuleSets, Units } from "./types";

/** Hamlets beyond this number are not coloured all at once: the report would be too long for a first visit. */
const most_hamlets = 2000;

/** How long to wait before what is out of date is asked for once more. */
const again_ms = 5000;

const fromServer = ["report", "hamletReport", "road", "facility", "facilities", "checks"] as const;

/** Joins the URL, the server and the store: whoever wants something shown changes the route, the rest follows. */
export class Controller {
  readonly store: Store<State>;
  private readonly loader: Loader<State>;
  private coverageControl: Promise<CoverageControl> | null = null;
  private planControl: Promise<PlanControl> | null = null;
  private accountControl: Promise<AccountControl> | null = null;
  private editControl: Promise<EditControl> | null = null;
  private importControl: Promise<ImportControl> | null = null;
  /** Words could not be fetched: the page goes on without. */
  private wordless = false;
  private later: ReturnType<typeof setTimeout> | undefined;
  /** The days of the units that are known. */
  private unitsOf: Pick<Units, "first_day" | "last_day"> = { first_day: null, last_day: null };

  constructor(store: Store<State>) {
    this.store = store;
    this.loader = new Loader(
      store,
      () => store.get().route.lang,
      () => {
        clearTimeout(this.later);
        this.later = setTimeout(() => this.load(store.get().route), again_ms);
      },
    );
    window.addEventListener("popstate", () => {
      this.follow(parseRoute(location.search));
    });
  }

  /** Takes over what the first HTML carries, then loads what is missing. */
  async start(initial: Initial | null): Promise<void> {
    if (initial) {
      this.takeUnits(initial.units, initial.rules);
      this.store.set({
        atlas: { loading: false, value: initial.atlas, error: null },
        report: { loading: false, value: initial.report, error: null },
      });
      const { route } = this.store.get();
      const same =
        (initial.report.unit?.code ?? null) === route.unit &&
        (route.rules === null || initial.report.rules.id === route.rules) &&
        (route.asOf === null || initial.report.as_of === route.asOf) &&
        route.recordedAsOf === null;
      if (same) this.loader.know("report", this.reportKey(route));
      void this.loadSession();
    } else {
      await this.loadSession();
      if (!this.mayRead()) {
        const t = translator(this.store.get().route.lang);
        const problem = { status: 401, title: t("account.signIn"), detail: t("account.closed") };
        this.store.set({ dialog: "account", atlas: { loading: false, value: null, error: problem } });
        return;
      }
      await this.loadBasics();
    }
    this.follow(this.store.get().route);
  }

  /** False only when the server has said so: a closed atlas, and nobody signed in. */
  mayRead(): boolean {
    return this.store.get().session?.rights["read"] !== "nowhere";
  }

  /** Asks who is signed in; without an answer the page goes on as it is. */
  async loadSession(): Promise<void> {
    const session = await api.getSession({ lang: this.store.get().route.lang }).catch(() => null);
    if (session) this.store.set({ session });
  }

  /** What accounts need comes when somebody opens them. */
  account(): Promise<AccountControl> {
    this.accountControl ??= import("./account/control").then((room) => new room.AccountControl(this));
    return this.accountControl;
  }

  /** Changes the route; a new selection makes a new entry in the browser's history. */
  go(change: Partial<Route>, options: { replace?: boolean } = {}): void {
    const before = this.store.get().route;
    // What nobody chose, such as the day of a plan, leaves word of a day that cannot be read.
    const route = { ...before, noDay: options.replace ? before.noDay : null, ...change };
    const url = `${location.pathname}${formatRoute(route)}${location.hash}`;
    if (options.replace) history.replaceState(null, "", url);
    else history.pushState(null, "", url);
    // On a phone a record lies on the map, behind the other tab.
    const opens = (route.road ?? route.facility) !== null;
    if (opens && (route.road !== before.road || route.facility !== before.facility))
      this.store.set({ tab: "map" });
    this.follow(route);
    const bbox = route.unit === before.unit ? null : this.bboxOf(route.unit);
    if (bbox) this.store.set({ target: { bbox } });
  }

  selectUnit(code: string | null): void {
    this.go({ unit: code, road: null, facility: null });
  }

  selectRoad(id: number): void {
    this.go({ road: id, facility: null });
  }

  selectFacility(id: number): void {
    this.go({ facility: id, road: null });
  }

  closeDetails(): void {
    this.go({ road: null, facility: null });
  }

  /** Asks again for everything that failed. */
  retry(): void {
    for (const name of fromServer) {
      if (this.store.get()[name].error) this.loader.forget(name);
    }
    if (!this.store.get().atlas.value) void this.loadBasics().then(() => this.follow(this.store.get().route));
    else this.follow(this.store.get().route);
  }

  /** What the views of coverage need comes when somebody opens one. */
  coverage(): Promise<CoverageControl> {
    this.coverageControl ??= import("./coverage/control").then((room) => new room.CoverageControl(this));
    return this.coverageControl;
  }

  /** What the view of the plan needs comes when somebody opens it. */
  plan(): Promise<PlanControl> {
    this.planControl ??= import("./plan/control").then((room) => new room.PlanControl(this));
    return this.planControl;
  }

  /** What editing, the history and the inbox need comes when one of them is wanted. */
  edit(): Promise<EditControl> {
    this.editControl ??= import("./edit/control").then((room) => new room.EditControl(this));
    return this.editControl;
  }

  /** What importing files needs comes when somebody begins. */
  importing(): Promise<ImportControl> {
    this.importControl ??= import("./import/control").then((room) => new room.ImportControl(this));
    return this.importControl;
  }

  /** Units that may be new or have new boundaries. */
  private async unitsAgain(): Promise<void> {
    const { route, rules } = this.store.get();
    const units = await api.getUnits({ lang: route.lang }, route.asOf);
    if (this.store.get().route.asOf === route.asOf) this.takeUnits(units, rules);
  }

  /** What no event tells: new units, and how far the atlas reaches now. */
  private async placesAgain(): Promise<void> {
    const { lang } = this.store.get().route;
    const [atlas] = await Promise.all([api.getAtlas({ lang }), this.unitsAgain()]);
    const known = this.store.get().atlas.value;
    if (known && known.revision <= atlas.revision) this.store.set({ atlas: idleWith(atlas) });
  }

  /** The atlas has changed on the server: everything that is shown is asked for again. */
  changed(change: Change): void {
    const atlas = this.store.get().atlas.value;
    if (!atlas) return;
    // The version begins with the revision.
    const version = change.version ?? atlas.version.replace(/^\d+/, String(change.revision));
    this.store.set({ change, atlas: idleWith({ ...atlas, revision: change.revision, version }) });
    const mayReachFarther = change.tiles === null || atlas.bbox === null;
    const places = mayReachFarther ? this.placesAgain().catch(() => {}) : Promise.resolve();
    void places.then(() => this.loadAgain());
  }

  private loadAgain(): void {
    for (const name of fromServer) this.loader.renew(name);
    this.load(this.store.get().route);
    this.loadChecks();
    for (const control of [this.coverageControl, this.planControl])
      void control?.then((one) => one.refresh());
  }

  loadChecks(): void {
    void this.loader.load("checks", "once", (options) => api.getChecks(options));
  }

  announce(text: string): void {
    this.store.set({ announcement: text });
  }

  private async loadBasics(): Promise<void> {
    this.store.set({ atlas: { loading: true, value: null, error: null } });
    const options = { lang: this.store.get().route.lang };
    try {
      const [atlas, rules, units] = await Promise.all([
        api.getAtlas(options),
        api.getRules(options),
        api.getUnits(options),
      ]);
      this.takeUnits(units, rules);
      this.store.set({ atlas: { loading: false, value: atlas, error: null } });
    } catch (error) {
      this.store.set({ atlas: { loading: false, value: null, error: problemOf(error) } });
    }
  }

  private takeUnits(units: Units, rules: RuleSets | null): void {
    this.unitsOf = units;
    this.store.set({ units: new Map(units.units.map((unit) => [unit.code, unit])), rules });
  }

  private bboxOf(code: string | null): BBox | null {
    if (code === null) return this.store.get().atlas.value?.bbox ?? null;
    return this.store.get().units.get(code)?.bbox ?? null;
  }

  private reportKey(route: Route): string {
    return [route.unit, ...basisOf(route)].join("|");
  }

  /** Makes the store agree with a route. */
  private follow(route: Route): void {
    if (!hasWords(route.lang) && !this.wordless) {
      const again = () => this.follow(parseRoute(location.search));
      void loadWords(route.lang).then(again, () => {
        this.wordless = true;
        again();
      });
      return;
    }
    this.store.set({ route, interval: null });
    if (this.store.get().atlas.value) this.load(route);
  }

  private load(route: Route): void {
    const by = route.unit === null ? "commune" : "hamlet";
    void this.loader
      .load("report", this.reportKey(route), (options) => api.getReport(route.unit, by, route, options))
      .then((loaded) => loaded && this.announceReport());
    this.followUnits(route);
    this.followHamlets(route);
    this.followDetails(route);
    const { unit, asOf, recordedAsOf } = route;
    void this.loader.load("facilities", [unit, asOf, recordedAsOf].join("|"), (options) =>
      api.getFacilities(unit, options, route),
    );
  }

  /** Another day may have other units. */
  private followUnits(route: Route): void {
    const { first_day, last_day } = this.unitsOf;
    const day = route.asOf ?? this.store.get().atlas.value?.as_of ?? "";
    if ((first_day !== null && day < first_day) || (last_day !== null && day > last_day))
      void this.unitsAgain().catch(() => {});
  }

  private followHamlets(route: Route): void {
    let hamlets = 0;
    for (const unit of this.store.get().units.values()) hamlets += unit.level === "hamlet" ? 1 : 0;
    if (hamlets > most_hamlets && route.unit === null) return;
    const unit = hamlets > most_hamlets ? route.unit : null;
    void this.loader.load("hamletReport", [unit, ...basisOf(route)].join("|"), (options) =>
      api.getReport(unit, "hamlet", route, options),
    );
  }

  private followDetails(route: Route): void {
    const { road, facility } = route;
    if (road === null) this.loader.clear("road");
    else {
      void this.loader
        .load("road", [road, ...basisOf(route)].join("|"), (options) => api.getRoad(road, route, options))
        .then((loaded) => loaded && this.announceRoad());
    }
    if (facility === null) this.loader.clear("facility");
    else {
      const { recordedAsOf } = route;
      void this.loader.load("facility", [facility, recordedAsOf].join("|"), (options) =>
        api.getFacility(facility, options, recordedAsOf),
      );
    }
  }

  private announceReport(): void {
    const { report, units, atlas, route } = this.store.get();
    if (!report.value) return;
    const t = translator(route.lang);
    const unit = reportName(report.value, units, atlas.value, route.lang, t);
    const { remaining_m } = ofClasses(report.value.totals, report.value.headline_classes);
    this.announce(t("live.unit", { unit, km: kmUnit(remaining_m, route.lang) }));
  }

  private announceRoad(): void {
    const { road, route } = this.store.get();
    if (!road.value) return;
    const t = translator(route.lang);
    const name = road.value.name || t("roads.unnamed");
    this.announce(t("live.road", { road: name, length: length(road.value.length_m, route.lang) }));
  }
}

const basisOf = (route: Route) => [route.asOf, route.recordedAsOf, route.rules];

function idleWith<T>(value: T) {
  return { loading: false, value, error: null };
}
