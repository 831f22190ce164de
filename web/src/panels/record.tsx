import "../styles/record.css";

/** The records of a road and of a facility; they come when somebody looks at one. */
export { FacilityDetails } from "./facility_details";
export { RoadDetails } from "./road_details";
