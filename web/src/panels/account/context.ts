import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { AccountControl } from "../../account/control";
import { accountWords, type SayAccount } from "../../i18n/account";
import type { Lang } from "../../types";
import { useSelected } from "../context";

export const AccountContext = createContext<AccountControl | null>(null);

export function useAccount(): AccountControl {
  const control = useContext(AccountContext);
  if (!control) throw new Error("no account around this panel");
  return control;
}

export function useSay(): { lang: Lang; say: SayAccount } {
  const lang = useSelected((state) => state.route.lang);
  return { lang, say: accountWords(lang) };
}
