import { href } from "../state";
import { AccountButton } from "./account_button";
import { useSelected, useWords } from "./context";
import { Search } from "./search";

export function Topbar() {
  const { lang, t } = useWords();
  const route = useSelected((state) => state.route);
  const atlas = useSelected((state) => state.atlas.value);
  const other = lang === "vi" ? "en" : "vi";
  return (
    <>
      <a class="brand" href={href(route, { unit: null, road: null, facility: null })}>
        <svg viewBox="0 0 32 32" aria-hidden="true">
          <path class="brand-road" d="M7 27 14 5h4l7 22" />
          <path class="brand-line" d="M16 8v4m0 4v4m0 4v3" />
        </svg>
        <span class="brand-words">
          <span class="brand-name">{t("app.title")}</span>
          {atlas?.demo && <span class="badge">{t("app.demo")}</span>}
        </span>
      </a>
      <Search />
      <AccountButton />
      <a class="language" href={href(route, { lang: other })} lang={other} hreflang={other}>
        {t("controls.language")}
      </a>
    </>
  );
}
