import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { useController, useSelected, useWords } from "./context";

/** Signing in, or who is signed in. */
export function AccountButton() {
  const { t } = useWords();
  const { store } = useController();
  const session = useSelected((state) => state.session);
  if (!session) return null;
  const user = session.user;
  return (
    <button
      type="button"
      class="account-button"
      aria-haspopup="dialog"
      onClick={() => store.set({ dialog: "account" })}
    >
      <svg viewBox="0 0 20 20" aria-hidden="true">
        <circle cx="10" cy="6.5" r="3.5" />
        <path d="M3 18c0-4 3-6 7-6s7 2 7 6" />
      </svg>
      <span class="account-name">
        {user && <span class="visually-hidden">{t("account.mine")} </span>}
        {user ? user.display_name : t("account.signIn")}
      </span>
    </button>
  );
}

/** The dialog comes when it is first opened. */
export function AccountDialog() {
  const controller = useController();
  const [shown, setShown] = useState<{ Dialog: ComponentType } | null>(null);
  useEffect(() => {
    void Promise.all([import("./account"), controller.account()]).then(([room, control]) =>
      setShown({ Dialog: room.dialogOf(control) }),
    );
  }, []);
  return shown && <shown.Dialog />;
}
