import { useEffect, useState } from "preact/hooks";
import type { Problem } from "../../api";
import { mayEdit } from "../../edit/rights";
import type { ChangeRecord, Changeset, Conflict } from "../../edit/types";
import { changeWord, fieldName, personWord, subjectWord, valueWord } from "../../edit/words";
import { dateTime } from "../../format";
import { isEditKey } from "../../i18n/edit";
import { problemOf } from "../../loader";
import { useSelected } from "../context";
import { Dialog } from "../dialog";
import { Failure } from "../failure";
import { useDoing } from "../shared/doing";
import { useEdit, useSay } from "./context";
import { Entry, useAsk } from "./entry";
import { Conflicts } from "./trouble";

/** Of a changeset so many changes are shown at first. */
const most_shown = 20;
const page = 20;

/** Everything that was changed in the atlas, newest first. */
export function HistoryDialog() {
  const { say } = useSay();
  return (
    <Dialog title={say("history.title")}>
      <div class="edit-dialog">
        <Changesets query={{}} />
      </div>
    </Dialog>
  );
}

/** What happened to the record that is shown. */
export function RecordHistory() {
  const { say } = useSay();
  const route = useSelected((state) => state.route);
  const [open, setOpen] = useState(false);
  const query =
    route.road !== null ? { entity: "road", id: route.road } : { entity: "facility", id: route.facility };
  return (
    <details class="fold edit-history" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{say("history.title")}</summary>
      {open && (
        <div>
          <Changesets key={`${query.entity}${query.id}`} query={query} />
        </div>
      )}
    </details>
  );
}

function Changesets({ query }: { query: Record<string, string | number | null> }) {
  const control = useEdit();
  const { t, say } = useSay();
  const change = useSelected((state) => state.change);
  const [list, setList] = useState<Changeset[] | null>(null);
  const [more, setMore] = useState(true);
  const [problem, setProblem] = useState<Problem | null>(null);
  const load = async (before?: number) => {
    try {
      const { changesets } = await control.history({ ...query, limit: page, before: before ?? null });
      setList((old) => (before === undefined ? changesets : [...(old ?? []), ...changesets]));
      setMore(changesets.length === page);
      setProblem(null);
    } catch (error) {
      setProblem(problemOf(error));
    }
  };
  useEffect(() => void load(), [change]);
  if (problem) return <Failure problem={problem} retry={() => void load()} />;
  if (!list) return <p class="quiet">{t("loading")}</p>;
  if (list.length === 0) return <p class="quiet">{say("history.none")}</p>;
  return (
    <>
      <ol class="edit-changesets">
        {list.map((changeset) => (
          <Version key={changeset.id} changeset={changeset} />
        ))}
      </ol>
      {more && (
        <button type="button" class="button" onClick={() => void load(list.at(-1)?.id)}>
          {say("history.more")}
        </button>
      )}
    </>
  );
}

/** Who, when and why; opened also what, and the way back. */
function Version({ changeset }: { changeset: Changeset }) {
  const control = useEdit();
  const words = useSay();
  const { say } = words;
  const [open, setOpen] = useState(false);
  const [full, setFull] = useState<Changeset | null>(changeset.changes ? changeset : null);
  const toggle = (isOpen: boolean) => {
    setOpen(isOpen);
    if (isOpen && !full) void control.changeset(changeset.id).then(setFull, () => setFull(changeset));
  };
  const source = `source.${changeset.source}`;
  return (
    <li>
      <details onToggle={(event) => toggle(event.currentTarget.open)}>
        <summary>
          <span class="edit-when">{dateTime(changeset.at)}</span>{" "}
          <strong>{personWord(changeset.author, words)}</strong>{" "}
          <span class="quiet">
            {[
              isEditKey(source) ? say(source) : changeset.source,
              say("history.rows", { n: changeset.rows }),
              changeset.approved_by &&
                say("history.approved", { who: personWord(changeset.approved_by, words) }),
            ]
              .filter(Boolean)
              .join(" · ")}
          </span>
          {changeset.comment && <span class="edit-why">{changeset.comment}</span>}
        </summary>
        {open && full && <Changes changeset={full} />}
      </details>
    </li>
  );
}

function Changes({ changeset }: { changeset: Changeset }) {
  const { say } = useSay();
  const ask = useAsk();
  const changes = changeset.changes ?? [];
  const rest = Math.max(0, changes.length - most_shown) + (changeset.more_changes ?? 0);
  return (
    <div class="edit-changes">
      {changes.slice(0, most_shown).map((change) => {
        const key = `${change.entity}${change.id}`;
        const isItem = change.entity === "plan_entry" && change.last_id === undefined;
        return isItem ? (
          <Entry key={key} change={change} ask={ask} />
        ) : (
          <ChangeTable key={key} change={change} />
        );
      })}
      {rest > 0 && <p class="quiet">{say("history.rest", { n: rest })}</p>}
      <Restore changeset={changeset} />
    </div>
  );
}

function ChangeTable({ change }: { change: ChangeRecord }) {
  const words = useSay();
  const { say } = words;
  const { controller } = useEdit();
  const fields = Object.entries(change.fields ?? {});
  const road = change.entity === "road" ? Number(change.id) : change.road;
  const show = () => {
    controller.store.set({ dialog: null });
    if (road !== undefined) controller.selectRoad(road);
    else controller.selectFacility(Number(change.id));
  };
  return (
    <div class="table-scroll">
      <table class="figures">
        <caption>
          {changeWord(change, words)}{" "}
          {(road !== undefined || change.entity === "facility") && change.last_id === undefined && (
            <button type="button" class="link" onClick={show}>
              {road === undefined || change.entity === "road"
                ? say("history.show")
                : subjectWord("road", road, words, change.road_name ? { name: change.road_name } : {})}
            </button>
          )}
        </caption>
        {fields.length > 0 && (
          <thead>
            <tr>
              <th scope="col">{say("history.field")}</th>
              <th scope="col">{say("history.was")}</th>
              <th scope="col">{say("history.is")}</th>
            </tr>
          </thead>
        )}
        <tbody>
          {fields.map(([field, { before, after }]) => (
            <tr key={field}>
              <th scope="row">{fieldName(field, words)}</th>
              <td>{valueWord(field, before, words)}</td>
              <td>{valueWord(field, after, words)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Restore({ changeset }: { changeset: Changeset }) {
  const control = useEdit();
  const { t, say } = useSay();
  const session = useSelected((state) => state.session);
  const { busy, problem, run } = useDoing();
  // What was read in from files is no edit that one takes back with a click.
  const edited = changeset.source === "edit" || changeset.source === "revert";
  if (!edited || session?.edits !== "decided" || !mayEdit(session, "revert", [])) return null;
  const conflicts = (problem?.more?.["conflicts"] as Conflict[] | undefined) ?? [];
  return (
    <>
      {problem && (
        <div class="edit-trouble" role="alert">
          <h3>{say("history.conflicts")}</h3>
          {conflicts.length === 0 && <p>{problem.detail || t("error.offline")}</p>}
          <Conflicts conflicts={conflicts} />
        </div>
      )}
      <button
        type="button"
        class="button"
        aria-busy={busy}
        disabled={busy}
        aria-label={say("history.restoreLong", { id: changeset.id })}
        onClick={() =>
          void run(async () => {
            await control.revert(changeset.id);
            control.controller.store.set({ dialog: null });
          })
        }
      >
        {say("history.restore")}
      </button>
    </>
  );
}
