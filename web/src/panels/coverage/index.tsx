import "../../styles/coverage.css";
import type { ComponentType } from "preact";
import type { CoverageControl } from "../../coverage/control";
import { useSelected } from "../context";
import { CoverageActions, PlacesActions } from "./actions";
import { CoverageContext } from "./context";
import { CoverageControls, PlacesControls } from "./controls";
import { CoverageLegend, PlacesLegend } from "./legend";
import { CoverageMore } from "./more";
import { Places } from "./places";
import { CoverageSummary } from "./summary";

/** The parts of the page in the views of coverage and of places. */
export function partsOf(control: CoverageControl) {
  const part = (Coverage: ComponentType, InPlaces: ComponentType): ComponentType =>
    function CoveragePart() {
      const view = useSelected((state) => state.route.view);
      return (
        <CoverageContext.Provider value={control}>
          {view === "places" ? <InPlaces /> : <Coverage />}
        </CoverageContext.Provider>
      );
    };
  const Nothing = () => null;
  return {
    Controls: part(CoverageControls, PlacesControls),
    Summary: part(CoverageSummary, Places),
    More: part(CoverageMore, Nothing),
    Actions: part(CoverageActions, PlacesActions),
    Legend: part(CoverageLegend, PlacesLegend),
  };
}
