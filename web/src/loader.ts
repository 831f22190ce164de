import * as api from "./api";
import { idle, type Loadable, type Store } from "./state";
import type { Lang } from "./types";

/** Names of the members of a state that are loaded from the server. */
export type LoadableOf<S> = { [K in keyof S]: S[K] extends Loadable<unknown> ? K : never }[keyof S];

/** Loads members of a store: once per key, and a later key stops an earlier request. */
export class Loader<S extends object> {
  private readonly running = new Map<keyof S, AbortController>();
  private readonly done = new Map<keyof S, string>();
  private readonly old = new Set<keyof S>();

  constructor(
    private readonly store: Store<S>,
    private readonly lang: () => Lang,
    /** What is shown could not be asked for again. */
    private readonly late: () => void = () => undefined,
  ) {}

  /** True when a new value arrived. */
  async load<K extends LoadableOf<S>, T>(
    name: K,
    key: string,
    get: (options: api.Options) => Promise<T>,
  ): Promise<boolean> {
    if (this.done.get(name) === key) return false;
    this.running.get(name)?.abort();
    const abort = new AbortController();
    this.running.set(name, abort);
    this.done.set(name, key);
    const before = this.store.get()[name] as Loadable<T>;
    const old = this.old.delete(name) && before.value !== null;
    this.put(name, { loading: true, value: before.value, error: null });
    try {
      const value = await get({ lang: this.lang(), signal: abort.signal });
      if (abort.signal.aborted) return false;
      this.put(name, { loading: false, value, error: null });
      return true;
    } catch (error) {
      if (abort.signal.aborted) return false;
      const problem = problemOf(error);
      if (old && (problem.status === 0 || problem.status >= 500)) {
        this.put(name, { loading: false, value: before.value, error: null });
        this.renew(name);
        this.late();
      } else this.put(name, { loading: false, value: null, error: problem });
      return false;
    }
  }

  /** What is in the store already has this key. */
  know(name: LoadableOf<S>, key: string): void {
    this.done.set(name, key);
  }

  /** The next load asks again, whatever its key. */
  forget(name: LoadableOf<S>): void {
    this.done.delete(name);
  }

  /** Like `forget`, but what is there is better than nothing while the server is away. */
  renew(name: LoadableOf<S>): void {
    this.done.delete(name);
    this.old.add(name);
  }

  clear(name: LoadableOf<S>): void {
    this.running.get(name)?.abort();
    this.done.delete(name);
    if ((this.store.get()[name] as unknown) !== idle) this.put(name, idle);
  }

  private put<T>(name: keyof S, value: Loadable<T>): void {
    this.store.set({ [name]: value } as unknown as Partial<S>);
  }
}

export function problemOf(error: unknown): api.Problem {
  return error instanceof api.ApiError ? error.problem : { status: 0, title: "", detail: "" };
}
