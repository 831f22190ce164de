import { createContext } from "preact";
import { useContext, useState } from "preact/hooks";
import type { AccountControl } from "../../account/control";
import { ApiError, type Problem } from "../../api";
import { accountWords, type SayAccount } from "../../i18n/account";
import { problemOf } from "../../loader";
import type { Lang } from "../../types";
import { useController, useSelected } from "../context";

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

/** Something that the server is asked to do: whether it is under way, and what went wrong. */
export function useDoing() {
  const controller = useController();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const run = async (work: () => Promise<void>) => {
    setBusy(true);
    setProblem(null);
    try {
      await work();
    } catch (error) {
      setProblem(problemOf(error));
      // The session may have ended meanwhile; then the dialog asks for sign-in.
      if (error instanceof ApiError && error.problem.status === 401) await controller.loadSession();
    } finally {
      setBusy(false);
    }
  };
  return { busy, problem, run };
}
