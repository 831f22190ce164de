import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { href, views } from "../state";
import { useController, useSelected, useWords } from "./context";

/** What the page is about: one chip a question that planners come with. */
export function Views() {
  const { t } = useWords();
  const route = useSelected((state) => state.route);
  return (
    <nav class="views" aria-label={t("views.label")}>
      {views.map((view) => (
        <a
          key={view}
          class="chip"
          href={href(route, { view, service: null })}
          aria-current={route.view === view ? "page" : undefined}
        >
          {t(`views.${view}`)}
        </a>
      ))}
    </nav>
  );
}

type Part = "Controls" | "Summary" | "More" | "Actions" | "Legend";
type Parts = Record<Part, ComponentType>;

/** Another view's part of the page instead of the roads' own; it comes when it is first looked at. */
export function forView(part: Part, Roads: ComponentType): ComponentType {
  return function ViewPart() {
    const { t } = useWords();
    const controller = useController();
    const view = useSelected((state) => state.route.view);
    const [rooms, setRooms] = useState<{ plan?: Parts; coverage?: Parts }>({});
    const room = view === "roads" ? null : view === "plan" ? view : "coverage";
    useEffect(() => {
      if (!room || rooms[room]) return;
      const loaded =
        room === "plan"
          ? Promise.all([import("./plan"), controller.plan()]).then(([one, control]) => one.partsOf(control))
          : Promise.all([import("./coverage"), controller.coverage()]).then(([one, control]) =>
              one.partsOf(control),
            );
      void loaded.then((parts) => setRooms((old) => ({ ...old, [room]: parts })));
    }, [room]);
    if (!room) return <Roads />;
    const parts = rooms[room];
    if (!parts) return part === "Summary" ? <p class="quiet waiting">{t("loading")}</p> : null;
    const Shown = parts[part];
    return <Shown />;
  };
}
