import { Download } from "../download";
import { useFileAddress, useSay } from "./context";

/** The answer that is shown, as files. */
export function CoverageActions() {
  const { say } = useSay();
  const fileAddress = useFileAddress();
  return (
    <>
      <Download url={fileAddress("coverage", "xlsx")} class="button button-primary">
        {say("file.coverage")}
      </Download>
      <Download url={fileAddress("coverage", "csv")} class="button">
        {say("file.csv")}
      </Download>
      <Download url={fileAddress("coverage", "geojson")} class="button">
        {say("file.geojson")}
      </Download>
    </>
  );
}

export function PlacesActions() {
  const { say } = useSay();
  const fileAddress = useFileAddress();
  return (
    <>
      <Download url={fileAddress("assignment", "xlsx")} class="button button-primary">
        {say("file.places")}
      </Download>
      <Download url={fileAddress("assignment", "csv")} class="button">
        {say("file.csv")}
      </Download>
    </>
  );
}
