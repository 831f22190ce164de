import { useEffect, useState } from "preact/hooks";
import type { ChangeRecord, Operation } from "../../edit/types";
import type { Words } from "../../edit/words";
import type { Ask } from "../../entries/asking";
import { entryRows, entryWord, hasBoth, placeOf, proposed, recorded } from "../../entries/changes";
import { bookOf, standing } from "../../entries/looking_up";
import type { Book, EntryChange } from "../../entries/types";
import { entryWords } from "../../i18n/entries";

interface Told {
  words: Words;
  ask: Ask;
}

/** What a proposal does to an item of a plan; one that was decided is told without what stands now. */
export function ProposedEntry({ operation, open, ...told }: Told & { operation: Operation; open: boolean }) {
  const [change, setChange] = useState<EntryChange | null>(null);
  useEffect(() => {
    const show = (now?: Parameters<typeof proposed>[1]) => setChange(proposed(operation, now));
    if (open) standing(placeOf(operation), told.ask).then(show, () => show());
    else show();
  }, [operation, open]);
  const say = entryWords(told.words.lang);
  return change && <Entry change={change} heads={[say("from"), say("to")]} {...told} />;
}

/** What the history tells of an item of a plan. */
export function RecordedEntry({ change, ...told }: Told & { change: ChangeRecord }) {
  const { say } = told.words;
  return <Entry change={recorded(change)} heads={[say("history.was"), say("history.is")]} {...told} />;
}

/** What it is, and what differs: of something that is changed from what to what. */
function Entry({ change, heads, words, ask }: Told & { change: EntryChange; heads: readonly string[] }) {
  const [book, setBook] = useState<Book | null>(null);
  useEffect(() => void bookOf(change.plan, ask).then(setBook), [change.plan, ask]);
  if (!book) return <p class="quiet">{words.t("loading")}</p>;
  const told = { ...words, book, kind: change.kind };
  const rows = entryRows(change, told);
  return (
    <div class="table-scroll">
      <table class="figures edit-item">
        <caption>{entryWord(change, told)}</caption>
        {hasBoth(change) && rows.length > 0 && (
          <thead>
            <tr>
              <th scope="col">{words.say("history.field")}</th>
              {heads.map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
        )}
        <tbody>
          {rows.map(({ label, values }) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              {values.map((value, i) => (
                <td key={i}>{value}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
