import { useEffect, useState } from "preact/hooks";
import { CloseButton } from "../dialog";
import { useEdit, useEditing, useSay } from "./context";

/** Long enough to read, to think and to undo; while somebody moves on it, it stays. A mouse that lies still holds nothing. */
const shown_ms = 15_000;

/** What has just been done, and one click to take it back. */
export function Toasts() {
  const control = useEdit();
  const { say } = useSay();
  const toast = useEditing((state) => state.toast);
  const [held, setHeld] = useState(false);
  const [busy, setBusy] = useState(false);
  const close = () => control.store.set({ toast: null });
  // What has gone from under the pointer does not tell that the pointer has left.
  useEffect(() => {
    setBusy(false);
    setHeld(false);
  }, [toast]);
  useEffect(() => {
    if (!toast || held) return;
    const timer = setTimeout(close, shown_ms);
    return () => clearTimeout(timer);
  }, [toast, held]);
  const undo = toast?.undo;
  return (
    <div class="edit-toasts" role="status">
      {toast && (
        <div
          class="edit-toast"
          onPointerMove={() => setHeld(true)}
          onPointerLeave={() => setHeld(false)}
          onFocusCapture={() => setHeld(true)}
          onBlurCapture={() => setHeld(false)}
        >
          <p>{toast.text}</p>
          {undo && (
            <button
              type="button"
              class="button"
              aria-busy={busy}
              disabled={busy}
              onClick={() => {
                setBusy(true);
                void undo();
              }}
            >
              {say("undo")}
            </button>
          )}
          <CloseButton label={say("toast.close")} onClick={close} />
        </div>
      )}
    </div>
  );
}
