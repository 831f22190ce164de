import { Download } from "../download";
import { useCoverage, useSay } from "./context";

/** The answer that is shown, as files. */
export function CoverageActions() {
  const { say } = useSay();
  const control = useCoverage();
  return (
    <>
      <Download url={control.fileAddress("coverage", "xlsx")} class="button button-primary">
        {say("file.coverage")}
      </Download>
      <Download url={control.fileAddress("coverage", "csv")} class="button">
        {say("file.csv")}
      </Download>
      <Download url={control.fileAddress("coverage", "geojson")} class="button">
        {say("file.geojson")}
      </Download>
    </>
  );
}

export function PlacesActions() {
  const { say } = useSay();
  const control = useCoverage();
  return (
    <>
      <Download url={control.fileAddress("assignment", "xlsx")} class="button button-primary">
        {say("file.places")}
      </Download>
      <Download url={control.fileAddress("assignment", "csv")} class="button">
        {say("file.csv")}
      </Download>
    </>
  );
}
