import { openEvents } from "../api";
import type { Controller } from "../controller";
import { withMap } from "../map/current";
import { nextDelay, parseCount, parseRevision } from "./events";

/** A tab that nobody looks at gives its connection back after this time: browsers have few of them per server. */
const hidden_ms = 60_000;

/** Listens to what others change, for as long as somebody looks at the page. */
export function startLive(controller: Controller): void {
  const { store } = controller;
  let source: EventSource | null = null;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let delay = 0;
  let told = false;

  const close = () => {
    clearTimeout(retry);
    source?.close();
    source = null;
  };
  const open = () => {
    if (source || !controller.mayRead()) return;
    source = openEvents();
    source.addEventListener("open", () => {
      delay = 0;
    });
    source.addEventListener("revision", (event) => {
      // One's own revision is known already; that nothing waits any more is not.
      const count = parseCount(event.data);
      if (count !== null) store.set({ pending: count });
      const change = parseRevision(event.data);
      if (change && change.revision !== store.get().atlas.value?.revision) controller.changed(change);
    });
    source.addEventListener("proposals", (event) => {
      const count = parseCount(event.data);
      if (count === null || (count === store.get().pending && told)) return;
      store.set({ pending: count });
      // The kilometres that wait are other ones now; the first time they came with the page.
      const revision = store.get().atlas.value?.revision;
      if (told && revision !== undefined) controller.changed({ revision, tiles: [] });
      told = true;
    });
    source.addEventListener("error", () => {
      // A connection that broke is made again by the browser; one that was refused is not.
      if (source?.readyState !== EventSource.CLOSED) return;
      close();
      delay = nextDelay(delay);
      retry = setTimeout(open, delay);
    });
  };
  let leave: ReturnType<typeof setTimeout> | undefined;
  document.addEventListener("visibilitychange", () => {
    clearTimeout(leave);
    if (document.hidden) leave = setTimeout(close, hidden_ms);
    else open();
  });
  open();
  withMap((map) => void import("../map/live").then((room) => room.keepLive(map, controller)));
}
