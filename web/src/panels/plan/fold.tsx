import type { ComponentChildren, ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { useSay } from "./context";
import { paragraphWords } from "./words";

interface ItemProps {
  /** Of an item that numbers elsewhere lead to. */
  id?: string;
  paragraph: string;
  children: ComponentChildren;
}

/** An item of the plan, with where it stands in its text. */
export function Item({ id, paragraph, children }: ItemProps) {
  const { say } = useSay();
  return (
    <li class="plan-item" id={id} tabIndex={id === undefined ? undefined : -1}>
      {children}
      {paragraph && <span class="plan-paragraph">{paragraphWords(paragraph, say)}</span>}
    </li>
  );
}

interface FoldProps {
  title: string;
  count?: number;
  open?: boolean;
  children: ComponentChildren;
}

export function Fold({ title, count, open = false, children }: FoldProps) {
  return (
    <details class="fold" open={open}>
      <summary>
        {title} {count !== undefined && <span class="count">{count}</span>}
      </summary>
      <div>{children}</div>
    </details>
  );
}

/** A room of its own that comes when somebody opens it. */
export function LaterFold<P extends object>({ id, title, load, props }: LaterFoldProps<P>) {
  const [open, setOpen] = useState(false);
  const [Shown, setShown] = useState<ComponentType<P> | null>(null);
  useEffect(() => {
    if (open && !Shown) void load().then((room) => setShown(() => room));
  }, [open]);
  return (
    <details class="fold" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary id={id}>{title}</summary>
      <div>{Shown && <Shown {...props} />}</div>
    </details>
  );
}

interface LaterFoldProps<P> {
  /** Of a room that numbers lead to. */
  id?: string;
  title: string;
  load: () => Promise<ComponentType<P>>;
  props: P;
}
