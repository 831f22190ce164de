import { compareNames } from "../../format";
import { type Basis, type BasisRow, featuresOfCommune, nowhere } from "../../plan/basis";
import { rangeText } from "../../plan/reading";
import type { CriteriaReport, Criterion, UnitCriteria } from "../../plan/types";
import { useSelected } from "../context";
import { useSay } from "./context";

export const isMet = (criterion: Criterion | undefined) =>
  criterion?.state === "met" || criterion?.state === "to_consolidate";

/** What the counts of the table are made of: criteria of a commune, communes of a criterion, communes of the mean. */
export function useCriteriaNumbers(report: CriteriaReport) {
  const { lang, say } = useSay();
  const units = useSelected((state) => state.units);
  const closed = { road: null, facility: null };
  const halves = (title: string, rows: readonly { met: boolean; row: BasisRow }[]): Basis => ({
    title,
    parts: [true, false].map((met) => ({
      title: say(met ? "basis.met" : "basis.notMet"),
      rows: rows.filter((one) => one.met === met).map(({ row }) => row),
    })),
  });
  const ofRow = ({ unit, criteria }: UnitCriteria) =>
    halves(
      say("matrix.countOf", { unit: unit.name }),
      criteria.map((criterion) => ({
        met: isMet(criterion),
        row: {
          key: criterion.code,
          title: `${criterion.code} ${criterion.title[lang]}`,
          notes: [say(`state.${criterion.state}`)],
          features: nowhere,
          commune: unit.code,
          to: { unit: unit.code, criterion: criterion.code, ...closed },
          links: [],
        },
      })),
    );
  const rows = [...report.rows].sort((a, b) => compareNames(a.unit.name, b.unit.name));
  const communeRow = (unit: UnitCriteria["unit"], criterion: string | null, told: Partial<BasisRow>) => ({
    key: unit.code,
    title: unit.name,
    notes: [],
    features: featuresOfCommune(unit.code, units),
    commune: unit.code,
    to: { unit: unit.code, criterion, ...closed },
    links: [],
    ...told,
  });
  const ofColumn = (column: number): Basis => {
    const known = rows[0]?.criteria[column];
    return halves(
      known ? `${known.code} ${known.title[lang]}` : "",
      rows.flatMap(({ unit, criteria }) => {
        const criterion = criteria[column];
        if (!criterion) return [];
        const row = communeRow(unit, criterion.code, { notes: [say(`state.${criterion.state}`)] });
        return [{ met: isMet(criterion), row }];
      }),
    );
  };
  const ofAll = (): Basis => {
    const title = say("matrix.sumOf");
    const all = rows.map(({ unit, met }) =>
      communeRow(unit, null, { amount: say("count.criteria", { n: rangeText(met, lang) }) }),
    );
    return { title, parts: [{ title, rows: all }] };
  };
  return { ofRow, ofAll, ofColumn };
}
