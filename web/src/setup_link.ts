import type { Setup } from "./account/types";

/** The set-up link in a fragment; null for any other one. */
export function parseSetup(hash: string): Setup | null {
  const parts = new URLSearchParams(hash.replace(/^#/, ""));
  const link = parts.get("setup");
  return link ? { link, user: parts.get("user") } : null;
}

/** Takes the secret out of the address, so that nobody reads it there or finds it in the history. */
export function takeSetup(): Setup | null {
  const setup = parseSetup(location.hash);
  if (setup) history.replaceState(null, "", location.pathname + location.search);
  return setup;
}
