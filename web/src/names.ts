import { list } from "./format";
import type { Translate } from "./i18n";
import { isKey } from "./i18n";
import type { Atlas, Lang, RoadClass, RoadReport, Unit, UnitKind, UnitRef } from "./types";

const kindWord = /^(ấp|sóc|thôn|khu phố|xã|phường|thị trấn)\s/i;

/** A unit as people say it: `Xã Tân Hưng`, but `Sóc Dầm` when the name says its kind already. */
export function unitName(name: string, kind: UnitKind, lang: Lang, t: Translate): string {
  if (kindWord.test(name)) return name;
  const word = t(`unit.${kind}`);
  return lang === "vi" ? `${word} ${name}` : `${name} ${word.toLowerCase()}`;
}

/** A unit's name for the map, where borders tell the kind: `Tân Hưng`, but `Ấp 5`, as 5 alone is no name. */
export function mapName(name: string): string {
  const bare = name.normalize("NFC").replace(kindWord, "");
  return /^\d/.test(bare) || /^sóc\s/i.test(name) ? name.normalize("NFC") : bare;
}

/** The name of the unit that a report is about: its own, or the atlas's. */
export function reportName(
  report: { unit: UnitRef | null },
  units: ReadonlyMap<string, Unit>,
  atlas: Atlas | null,
  lang: Lang,
  t: Translate,
): string {
  if (report.unit === null) return atlas?.name[lang] || t("app.title");
  const unit = units.get(report.unit.code);
  return unit ? unitName(unit.name, unit.kind, lang, t) : report.unit.name;
}

/** `ấp và tổ/xóm`: the road classes of a headline. */
export function classList(classes: readonly RoadClass[], lang: Lang, t: Translate): string {
  return list(
    classes.map((name) => t(`classShort.${name}`)),
    lang,
  );
}

/** The sentence of the headline, cut where the number stands, so that it can be set apart. */
export function headlineParts(report: RoadReport, lang: Lang, t: Translate): [string, string] {
  const [before = "", after = ""] = t("headline.remaining", {
    classes: classList(report.headline_classes, lang, t),
  }).split("{km}");
  return [before, after];
}

/** A condition in words; free text stays as it was written. */
export function conditionName(condition: string, t: Translate): string {
  const key = `condition.${condition || "unknown"}`;
  return isKey(key) ? t(key) : condition;
}

/** What `kind` of a search result means, in words. */
export function kindName(type: "unit" | "road" | "facility", kind: string, t: Translate): string {
  const key = type === "unit" ? `unit.${kind}` : type === "road" ? `class.${kind}` : `kind.${kind}`;
  return isKey(key) ? t(key) : kind;
}
