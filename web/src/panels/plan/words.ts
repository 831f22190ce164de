import { length } from "../../format";
import { isPlanKey, type Say } from "../../i18n/plan";
import { amountWording, plainNumber } from "../../plan/reading";
import type { Amount, Range } from "../../plan/types";
import type { Lang } from "../../types";

/** A number in a unit of quantity: `12,4 km`, `85,9%`, `7 căn nhà`. */
export function quantity(value: number, unit: string, lang: Lang, say: Say): string {
  if (unit === "m") return length(value, lang);
  if (unit === "percent") return `${plainNumber(Math.round(value * 10) / 10, lang)}%`;
  const word = `count.${unit}`;
  return isPlanKey(word) ? `${plainNumber(value, lang)} ${say(word)}` : plainNumber(value, lang);
}

/** Where something stands in the plan, whose opening, end and list of recipients have no number. */
export function paragraphWords(paragraph: string, say: Say): string {
  const named = `paragraph.${paragraph}`;
  return isPlanKey(named) ? say(named) : say("paragraph", { p: paragraph });
}

/** A value, or from where to where it may be. */
export function rangeQuantity(range: Range, unit: string, lang: Lang, say: Say): string {
  const least = quantity(range.least, unit, lang, say);
  const most = quantity(range.most, unit, lang, say);
  return least === most ? least : `${least} – ${most}`;
}

/** An amount as the plan words it. */
export function amountWords(amount: Amount, lang: Lang, say: Say): string {
  const { least, most, unit } = amount;
  const wording = amountWording(amount);
  const range = { least: least ?? most ?? 0, most: most ?? least ?? 0 };
  return say(`amount.${wording}`, { n: rangeQuantity(range, unit, lang, say) });
}
