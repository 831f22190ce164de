import { getJson } from "../api";
import type { Lang } from "../types";

export type Ask = <T>(path: string) => Promise<T>;

/** Asks each address once. */
export function asker(lang: Lang): Ask {
  const known = new Map<string, Promise<unknown>>();
  return <T>(path: string) => {
    const answer = known.get(path) ?? getJson<T>(path, { lang });
    known.set(path, answer);
    return answer as Promise<T>;
  };
}
