import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { ApiError, getFile } from "../api";
import { useController, useWords } from "./context";

interface DownloadProps {
  url: string;
  class: string;
  children: ComponentChildren;
}

/** A link to a file. The click is taken over so that waiting and failing are told in words. */
export function Download({ url, class: className, children }: DownloadProps) {
  const { lang, t } = useWords();
  const controller = useController();
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<string | null>(null);
  const start = async (event: MouseEvent) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setFailed(null);
    try {
      const { blob, name } = await getFile(url, { lang });
      save(blob, name);
      controller.announce(t("export.done", { file: name }));
    } catch (error) {
      const problem = error instanceof ApiError ? error.problem : null;
      setFailed(problem && problem.status > 0 ? `${problem.title}. ${problem.detail}` : t("error.offline"));
    }
    setBusy(false);
  };
  return (
    <>
      <a class={className} href={url} download aria-busy={busy} onClick={start}>
        {busy ? t("export.busy") : children}
      </a>
      {failed && (
        <p class="download-failed" role="alert">
          {failed}
        </p>
      )}
    </>
  );
}

/** Hands a file that is in memory to whoever looks at the page. */
export function save(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
