import type { Problem } from "../api";
import { href } from "../state";
import { useController, useSelected, useWords } from "./context";

interface FailureProps {
  problem: Problem;
  /** Asks again; without it everything of the page that failed. */
  retry?: () => void;
}

/** What went wrong, and two ways on. */
export function Failure({ problem, retry }: FailureProps) {
  const { t } = useWords();
  const controller = useController();
  const route = useSelected((state) => state.route);
  const away = route.unit !== null || route.road !== null || route.facility !== null;
  return (
    <div class="failure" role="alert">
      <h2>{problem.title || t("error.title")}</h2>
      <p>{problem.status === 0 ? t("error.offline") : problem.detail}</p>
      <p class="buttons">
        <button type="button" class="button" onClick={retry ?? (() => controller.retry())}>
          {t("retry")}
        </button>
        {away && (
          <a class="button" href={href(route, { unit: null, road: null, facility: null })}>
            {t("error.backToAll")}
          </a>
        )}
      </p>
    </div>
  );
}
