import { Controller } from "./controller";
import { loadWords, translator } from "./i18n";
import { renderPanels } from "./panels";
import { takeSetup } from "./setup_link";
import { createStore, firstState, parseRoute, type State } from "./state";
import type { Initial } from "./types";

/** The data that the server has put into the page; null when it did not, or when it cannot be read. */
function readInitial(): Initial | null {
  const text = document.getElementById("initial")?.textContent ?? "";
  if (!text.trim().startsWith("{")) return null;
  try {
    return JSON.parse(text) as Initial;
  } catch {
    return null;
  }
}

/** Links to places of the atlas are real links; inside the page they only change the route. */
function followLinks(controller: Controller): void {
  document.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey)
      return;
    const link = (event.target as Element).closest("a");
    if (!link?.hasAttribute("href") || link.hasAttribute("download") || link.target) return;
    // The outline map's links are SVG elements, whose `href` is no text.
    const url = new URL(link.getAttribute("href") ?? "", location.href);
    if (url.origin !== location.origin || url.pathname !== location.pathname || url.hash) return;
    event.preventDefault();
    const here = controller.store.get().route;
    const there = parseRoute(url.search);
    // The server's links know the unit only; the rest of the route stays.
    if (link.closest("#outline")) controller.selectUnit(there.unit);
    else controller.go(there);
    if (there.unit !== here.unit)
      for (const id of ["scroll", "panel"]) document.getElementById(id)?.scrollTo({ top: 0 });
  });
}

/** Parts of the page that no panel draws. */
function followState(state: State): void {
  const { lang } = state.route;
  const t = translator(lang);
  document.documentElement.lang = lang;
  const name = state.report.value?.unit?.name ?? state.atlas.value?.name[lang];
  document.title = name ? `${name} – ${t("app.title")}` : t("app.title");
  for (const id of ["summary", "map"] as const) {
    const skip = document.getElementById(`skip-${id}`);
    if (skip) skip.textContent = t(`skip.${id}`);
  }
  const stage = document.getElementById("stage-title");
  if (stage) stage.textContent = `${t("tabs.map")}: ${name ?? t("app.title")}`;
  const layout = document.getElementById("layout");
  if (layout) {
    layout.dataset["tab"] = state.tab;
    layout.dataset["map"] = state.map;
  }
}

/** On a phone the map waits behind its tab; nobody should pay for it before it is looked at. */
function visible(element: HTMLElement, controller: Controller): Promise<void> {
  return new Promise((resolve) => {
    const isVisible = () => element.clientWidth > 0;
    if (isVisible()) {
      resolve();
      return;
    }
    const done = () => {
      if (!isVisible()) return;
      stop();
      window.removeEventListener("resize", done);
      resolve();
    };
    // The stylesheet reacts to the tab in the same frame, after the store has told all listeners.
    const stop = controller.store.subscribe(() => requestAnimationFrame(done));
    window.addEventListener("resize", done);
  });
}

async function addMap(controller: Controller): Promise<void> {
  const { store } = controller;
  const container = document.getElementById("map");
  if (!container) return;
  if (!document.createElement("canvas").getContext("webgl2")) {
    store.set({ map: "unavailable" });
    return;
  }
  await visible(container, controller);
  try {
    const { startMap } = await import("./map");
    await startMap(container, controller);
    store.set({ map: "ready" });
  } catch (error) {
    console.warn(error);
    store.set({ map: "failed" });
  }
}

async function main(): Promise<void> {
  const route = parseRoute(location.search);
  await loadWords(route.lang).catch(console.warn);
  const store = createStore(firstState(route));
  const controller = new Controller(store);
  store.subscribe(followState);
  const openSetup = () => {
    const setup = takeSetup();
    if (setup) store.set({ setup, dialog: "account" });
  };
  openSetup();
  window.addEventListener("hashchange", openSetup);
  const initial = readInitial();
  const started = controller.start(initial);
  renderPanels(controller);
  followLinks(controller);
  await started;
  followState(store.get());
  if (!controller.mayRead()) return;
  controller.loadChecks();
  // Nobody should wait for it: figures and map come first.
  setTimeout(() => void import("./live/control").then((room) => room.startLive(controller)), 1500);
  await addMap(controller);
}

void main();
