import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { useController, useWords } from "./context";

interface DialogProps {
  title: string;
  /** Of a dialog that is not among those of the page. */
  onClose?: () => void;
  children: ComponentChildren;
}

/** A modal dialog; the browser keeps the focus inside and gives it back afterwards. */
export function Dialog({ title, onClose, children }: DialogProps) {
  const { t } = useWords();
  const { store } = useController();
  const element = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = element.current;
    dialog?.showModal();
    return () => dialog?.close();
  }, []);
  return (
    <dialog
      class="dialog"
      ref={element}
      aria-labelledby="dialog-title"
      onClose={onClose ?? (() => store.set({ dialog: null }))}
    >
      <header class="dialog-head">
        <h2 id="dialog-title">{title}</h2>
        <CloseButton label={t("close")} onClick={() => element.current?.close()} />
      </header>
      {children}
    </dialog>
  );
}

export function CloseButton({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <button type="button" class="close" aria-label={label} onClick={onClick}>
      <svg viewBox="0 0 20 20" aria-hidden="true">
        <path d="m4 4 12 12M16 4 4 16" />
      </svg>
    </button>
  );
}
