import type { Problem } from "../api";
import type { Key } from "../i18n";
import { href, isPast, type Route } from "../state";
import { useController, useSelected, useWords } from "./context";

interface FailureProps {
  problem: Problem;
  /** Asks again; without it everything of the page that failed. */
  retry?: () => void;
}

/** What went wrong, and the ways on. */
export function Failure({ problem, retry }: FailureProps) {
  const { t } = useWords();
  const controller = useController();
  const route = useSelected((state) => state.route);
  const { unit, road, facility, rules } = route;
  // What of the address may be at fault, and the way without it.
  const refused = problem.status >= 400 && problem.status < 500;
  const ways: [boolean, Partial<Route>, Key][] = [
    [refused && rules !== null, { rules: null }, "error.standing"],
    [refused && isPast(route), { asOf: null, recordedAsOf: null }, "past.back"],
    [(unit ?? road ?? facility) !== null, { unit: null, road: null, facility: null }, "error.backToAll"],
  ];
  return (
    <div class="failure" role="alert">
      <h2>{problem.title || t("error.title")}</h2>
      <p>{problem.status === 0 ? t("error.offline") : problem.detail}</p>
      <p class="buttons">
        <button type="button" class="button" onClick={retry ?? (() => controller.retry())}>
          {t("retry")}
        </button>
        {ways.map(
          ([may, change, word]) =>
            may && (
              // A new visit: the map, too, could not begin with such an address.
              <a key={word} class="button" href={href(route, change)} target="_self">
                {t(word)}
              </a>
            ),
        )}
      </p>
    </div>
  );
}
