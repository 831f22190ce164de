import * as api from "../api";
import type { Controller } from "../controller";
import { uuid } from "../edit/keys";
import { createStore } from "../state";
import { uploadAddress } from "./reading";
import type { ImportDraft, Imported, ImportPlan } from "./types";

interface ImportState {
  file: File | null;
  draft: ImportDraft;
  /** What the file that was sent would change. */
  plan: ImportPlan | null;
  /** The plan is another one than that which was looked at before. */
  renewed: boolean;
  /** What was written last. */
  done: { file: string; result: Imported } | null;
}

const nothingChosen: ImportDraft = {
  layer: "roads",
  crs: "",
  encoding: "",
  map: "",
  source_layer: "",
  effective_on: "",
  repair: false,
};

/** What a user of the page can do with files; each call throws ApiError when the server declines. */
export class ImportControl {
  readonly store = createStore<ImportState>({
    ...{ file: null, plan: null, renewed: false, done: null },
    draft: nothingChosen,
  });
  /** The same commit sent twice is one changeset. */
  private key = uuid();

  constructor(readonly controller: Controller) {}

  change(part: Partial<ImportDraft>): void {
    this.store.set({ draft: { ...this.store.get().draft, ...part } });
  }

  /** Sends the file; nothing is written yet. */
  async send(): Promise<void> {
    const { file, draft } = this.store.get();
    const url = file && uploadAddress(file.name, draft);
    if (!file || !url) return;
    const plan = await api.sendFile<ImportPlan>(url, file, this.options);
    this.key = uuid();
    this.store.set({ plan, renewed: false, done: null });
  }

  /** Reads the same file once more, as it is to be read now. */
  async readAgain(): Promise<void> {
    const { plan } = this.store.get();
    await this.send();
    if (plan) await this.forget(plan);
  }

  /** Writes what was looked at. When the atlas has changed meanwhile the plan is a new one, to be looked at again. */
  async commit(comment: string): Promise<void> {
    const { plan } = this.store.get();
    if (!plan) return;
    try {
      const headers = { "Idempotency-Key": this.key };
      const body = comment.trim() === "" ? undefined : { comment: comment.trim() };
      const path = `/api/imports/${plan.id}/commit`;
      const result = await api.changeJson<Imported>("POST", path, body, { ...this.options, headers });
      this.store.set({ plan: null, file: null, renewed: false, done: { file: plan.file, result } });
      // New units are in no event: they are asked for again, with everything else.
      this.controller.changed({ revision: result.revision, tiles: null });
    } catch (error) {
      const fresh = error instanceof api.ApiError ? error.problem.more?.["plan"] : undefined;
      if (!fresh) throw error;
      this.key = uuid();
      this.store.set({ plan: fresh as ImportPlan, renewed: true });
    }
  }

  /** Gives the file up; the server forgets it. */
  async drop(): Promise<void> {
    const { plan } = this.store.get();
    this.store.set({ plan: null, renewed: false });
    if (plan) await this.forget(plan);
  }

  private async forget(plan: ImportPlan): Promise<void> {
    await api.changeJson("DELETE", `/api/imports/${plan.id}`, undefined, this.options).catch((error) => {
      // It had run out by itself.
      if (!(error instanceof api.ApiError) || error.problem.status !== 404) throw error;
    });
  }

  private get options() {
    return { lang: this.controller.store.get().route.lang };
  }
}
