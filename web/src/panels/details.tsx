import { useEffect, useRef, useState } from "preact/hooks";
import { useController, useSelected, useWords } from "./context";
import { CloseButton } from "./dialog";
import { Failure } from "./failure";

/** The record of the selected road or facility: under the map on a wide screen, a sheet on a phone. */
export function Details() {
  const { t } = useWords();
  const controller = useController();
  const road = useSelected((state) => state.road);
  const facility = useSelected((state) => state.facility);
  const route = useSelected((state) => state.route);
  const element = useRef<HTMLElement>(null);
  const opener = useRef<HTMLElement | null>(null);
  const selected = route.road !== null || route.facility !== null;
  const shown = route.road !== null ? road : facility;
  const [room, setRoom] = useState<typeof import("./record") | null>(null);
  const hasRecord = shown.value !== null && room !== null;

  useEffect(() => {
    if (selected && !room) void import("./record").then((loaded) => setRoom(loaded));
  }, [selected]);

  useEffect(() => {
    if (!selected) return;
    opener.current = document.activeElement instanceof HTMLElement ? document.activeElement : null;
    const closeOnEscape = (event: KeyboardEvent) => {
      const busy = document.querySelector("dialog[open], [role=combobox][aria-expanded=true]");
      if (event.key === "Escape" && !busy) controller.closeDetails();
    };
    document.addEventListener("keydown", closeOnEscape);
    return () => {
      document.removeEventListener("keydown", closeOnEscape);
      if (opener.current?.isConnected) opener.current.focus({ preventScroll: true });
    };
  }, [selected]);

  // A record that was asked for takes the focus; the same one for another day does not.
  useEffect(() => {
    if (hasRecord) element.current?.querySelector<HTMLElement>("h2")?.focus({ preventScroll: true });
  }, [route.road, route.facility, hasRecord]);

  if (!selected) return null;
  return (
    <section class="details" ref={element} aria-busy={shown.loading} aria-labelledby="details-title">
      <CloseButton label={t("close")} onClick={() => controller.closeDetails()} />
      {shown.error && <Failure problem={shown.error} />}
      {!shown.error && !hasRecord && (
        <h2 id="details-title" tabIndex={-1}>
          {t("loading")}
        </h2>
      )}
      {room && route.road !== null && road.value && <room.RoadDetails road={road.value} />}
      {room && route.road === null && facility.value && <room.FacilityDetails facility={facility.value} />}
    </section>
  );
}
