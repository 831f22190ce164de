import * as api from "../api";
import type { Controller } from "../controller";
import { kmUnit } from "../format";
import { translator } from "../i18n";
import { editWords } from "../i18n/edit";
import { problemOf } from "../loader";
import { createStore, type State } from "../state";
import type { FacilityRecord, LonLat, RoadRecord, RoadReport } from "../types";
import { communeOf, remaining } from "./effect";
import { uuid } from "./keys";
import { begun, type Drawn, drawn, redone, undone } from "./line";
import type { Applied, EditRequest, History, Preview, Proposal, Proposals } from "./types";
import { communeName, type Words } from "./words";

export type FormKind =
  | "surface"
  | "road"
  | "add-road"
  | "redraw"
  | "split"
  | "join"
  | "retire"
  | "retract"
  | "facility"
  | "add-facility";

/** The form that is open, and the record as it was seen when it was opened. */
export interface Form {
  kind: FormKind;
  road: RoadRecord | null;
  facility: FacilityRecord | null;
  /** The surface record of the road that is meant. */
  record?: number;
}

export interface Toast {
  text: string;
  undo: (() => Promise<void>) | null;
}

interface EditState {
  form: Form | null;
  toast: Toast | null;
  /** What is drawn on the map: a line, or one point. */
  drawing: (Drawn & { kind: "line" | "point" }) | null;
  /** A road that was clicked on the map while a form asked for one. */
  picked: { id: number } | null;
  /** Full names by the name to sign in with; empty for those who may not know them. */
  people: ReadonlyMap<string, string>;
}

/** What the drawing on the map can do itself, while a line is not finished. */
export interface Drawer {
  undo(): boolean;
  redo(): boolean;
}

/** What a server-side change is waited for, before everything is asked for again without its event. */
const patience_ms = 1200;

/** What a user of the page can do with edits; each call throws ApiError when the server declines. */
export class EditControl {
  readonly store = createStore<EditState>({
    ...{ form: null, toast: null, drawing: null, picked: null },
    people: new Map(),
  });
  drawer: Drawer | null = null;
  /** What the focus goes back to. */
  opener: HTMLElement | null = null;

  constructor(readonly controller: Controller) {
    let user: string | null = null;
    const follow = ({ session }: State) => {
      const name = session?.user?.name ?? null;
      if (name === user) return;
      user = name;
      void this.loadPeople(name !== null);
    };
    follow(controller.store.get());
    controller.store.subscribe(follow);
  }

  get words(): Words {
    const { route, units } = this.controller.store.get();
    const { lang } = route;
    return { lang, t: translator(lang), say: editWords(lang), units, people: this.store.get().people };
  }

  open(kind: FormKind, record: { road?: RoadRecord; facility?: FacilityRecord; record?: number } = {}): void {
    const form = { ...record, kind, road: record.road ?? null, facility: record.facility ?? null };
    this.opener = document.activeElement instanceof HTMLElement ? document.activeElement : null;
    this.store.set({ form, picked: null, drawing: null, toast: null });
    this.controller.store.set({ tab: "map" });
  }

  close(): void {
    this.store.set({ form: null, drawing: null, picked: null });
    this.controller.store.set({ interval: null });
  }

  /** Who the people of the history are, asked for once somebody is signed in; forgotten when they leave. */
  private async loadPeople(may: boolean): Promise<void> {
    const list = may ? await api.getPeople(this.options).catch(() => []) : [];
    this.store.set({ people: new Map(list.map((one) => [one.name, one.display_name])) });
  }

  /** Looks at the record again; what was typed stays. */
  async look(): Promise<Form | null> {
    const { form } = this.store.get();
    if (!form) return null;
    const basis = { asOf: null, rules: null };
    const road = form.road && (await api.getRoad(form.road.id, basis, this.options));
    const facility = form.facility && (await api.getFacility(form.facility.id, this.options));
    const fresh = { ...form, road, facility };
    this.store.set({ form: fresh });
    return fresh;
  }

  getRoad(id: number): Promise<RoadRecord> {
    return api.getRoad(id, { asOf: null, rules: null }, this.options);
  }

  begin(kind: "line" | "point", points: readonly LonLat[]): void {
    this.store.set({ drawing: { ...begun(points), kind } });
  }

  draw(points: readonly LonLat[]): void {
    const { drawing } = this.store.get();
    if (drawing) this.store.set({ drawing: { ...drawn(drawing, points), kind: drawing.kind } });
  }

  /** One step of drawing back, or forth again. */
  step(direction: "undo" | "redo"): void {
    if (this.drawer?.[direction]()) return;
    const { drawing } = this.store.get();
    if (!drawing) return;
    const next = direction === "undo" ? undone(drawing) : redone(drawing);
    this.store.set({ drawing: { ...next, kind: drawing.kind } });
  }

  /** What a request would lead to. */
  preview(request: EditRequest, signal: AbortSignal): Promise<Preview> {
    const mark = request.path.includes("?") ? "&" : "?";
    const options = { ...this.options, signal, headers: preconditions(request) };
    return api.changeJson(request.method, `${request.path}${mark}dry_run=1`, request.body, options);
  }

  /** The present headline of a commune, for today and by the atlas's own rules. */
  reportOf(commune: string): Promise<RoadReport> {
    return api.getReport(commune, "hamlet", { asOf: null, rules: null }, this.options);
  }

  /** Sends a change, tells what became of it and closes the form. */
  async save(request: EditRequest, key: string, said: string): Promise<void> {
    const headers = { ...preconditions(request), "Idempotency-Key": key };
    const options = { ...this.options, headers };
    const result = await api.changeJson<Applied | Proposal>(
      request.method,
      request.path,
      request.body,
      options,
    );
    this.close();
    if ("operations" in result) await this.proposed(result);
    else {
      this.showNew(request, result);
      await this.applied(result, said);
    }
  }

  /** What has just been made is what one wants to see. */
  private showNew(request: EditRequest, { changed }: Applied): void {
    if (request.path === "/api/roads") {
      const road = changed.find(({ entity }) => entity === "road");
      if (road) this.controller.selectRoad(road.id);
    } else if (request.path === "/api/facilities") {
      const facility = changed.find(({ entity }) => entity === "facility");
      if (facility) this.controller.selectFacility(facility.id);
    }
  }

  async revert(changeset: number): Promise<void> {
    const headers = { "Idempotency-Key": uuid() };
    const path = `/api/changesets/${changeset}/revert`;
    const result = await api.changeJson<Applied>("POST", path, undefined, { ...this.options, headers });
    await this.applied(result, this.words.say("toast.undone"));
    await this.closeWithdrawn();
  }

  proposals(mine: boolean): Promise<Proposals> {
    const author = mine ? this.controller.store.get().session?.user?.name : null;
    const state = mine ? null : "open";
    return api.getJson(api.address("/api/proposals", { state, author, limit: 100 }), this.options);
  }

  async accept(proposal: Proposal): Promise<void> {
    const path = `/api/proposals/${proposal.id}/accept`;
    const result = await api.changeJson<Applied>("POST", path, undefined, this.options);
    await this.applied(result, this.words.say("toast.accepted"));
  }

  async decide(proposal: Proposal, how: "return" | "withdraw", reason?: string): Promise<void> {
    const path = `/api/proposals/${proposal.id}/${how}`;
    await api.changeJson("POST", path, reason === undefined ? undefined : { reason }, this.options);
    this.toast(this.words.say(how === "return" ? "toast.returned" : "toast.withdrawn"));
    this.figuresAgain();
  }

  history(query: api.Query): Promise<History> {
    return api.getJson(api.address("/api/history", query), this.options);
  }

  changeset(id: number): Promise<History["changesets"][number]> {
    return api.getJson(`/api/changesets/${id}`, this.options);
  }

  toast(text: string, undo: Toast["undo"] = null): void {
    this.store.set({ toast: { text, undo } });
  }

  private get options() {
    return { lang: this.controller.store.get().route.lang };
  }

  private async applied(result: Applied, said: string): Promise<void> {
    const { changeset } = result;
    if (changeset === null) {
      this.toast(this.words.say("toast.nothing"));
      return;
    }
    this.expect(result.revision);
    const left = await this.remaining(result).catch(() => "");
    this.toast([said, left].filter(Boolean).join(" "), () => this.undo(() => this.revert(changeset)));
  }

  private async proposed(proposal: Proposal): Promise<void> {
    const withdraw = () => this.undo(() => this.decide(proposal, "withdraw"));
    this.toast(this.words.say("toast.proposed"), withdraw);
    this.figuresAgain();
  }

  /** `Tân Hưng còn 12,1 km.` for every commune that an edit changes. */
  private async remaining(result: Applied): Promise<string> {
    const { units } = this.controller.store.get();
    const codes = (result.effect?.rows ?? []).flatMap(({ unit }) =>
      unit ? [communeOf(unit.code, units)] : [],
    );
    const { lang, say } = this.words;
    const parts = [...new Set(codes)].slice(0, 3).map(async (code) => {
      const km = kmUnit(remaining(await this.reportOf(code)), lang);
      return say("toast.remaining", { commune: communeName(code, units), km });
    });
    return (await Promise.all(parts)).join(" ");
  }

  private async undo(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      const problem = problemOf(error);
      const why = problem.detail || this.words.t("error.offline");
      this.toast(this.words.say("toast.failed", { why }));
    }
  }

  /** The event about one's own change refreshes the page; where it does not come, this does. */
  private expect(revision: number): void {
    setTimeout(() => {
      const known = this.controller.store.get().atlas.value?.revision ?? 0;
      if (known < revision) this.controller.changed({ revision, tiles: null });
    }, patience_ms);
  }

  /** A proposal changes no tile, but the kilometres that wait. */
  private figuresAgain(): void {
    const revision = this.controller.store.get().atlas.value?.revision;
    if (revision !== undefined) this.controller.changed({ revision, tiles: [] });
  }

  /** A record that was taken back cannot be shown. */
  private async closeWithdrawn(): Promise<void> {
    const { road, facility } = this.controller.store.get().route;
    try {
      if (road !== null) await this.getRoad(road);
      else if (facility !== null) await api.getFacility(facility, this.options);
    } catch (error) {
      if (problemOf(error).status === 404) this.controller.closeDetails();
    }
  }
}

function preconditions(request: EditRequest): Record<string, string> {
  return request.etag ? { "If-Match": request.etag } : {};
}
