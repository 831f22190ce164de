import type { Session } from "../account/types";
import type { FacilityRecord, RoadRecord, Unit } from "../types";
import { communeOf } from "./effect";

/** Communes in which a change of a road counts. */
export function communesOfRoad(road: RoadRecord, units: ReadonlyMap<string, Unit>): string[] {
  return [...new Set(road.pieces.flatMap(({ unit }) => (unit ? [communeOf(unit.code, units)] : [])))];
}

export function communesOfFacility(facility: FacilityRecord): string[] {
  return facility.commune ? [facility.commune.code] : [];
}

/** Whether the last day of use is over: what is out of use is neither built on nor moved nor ended again. */
export function isOver({ valid_to }: Pick<RoadRecord, "valid_to">, today: string): boolean {
  return valid_to !== null && valid_to < today;
}

/** Whether somebody may edit there at all, decided or proposed; the server has the last word. */
export function mayEdit(session: Session | null, right: string, communes: readonly string[]): boolean {
  const reach = session?.rights[right] ?? "nowhere";
  if (reach !== "own_communes") return reach === "everywhere";
  return communes.every((code) => session?.user?.communes.includes(code));
}
