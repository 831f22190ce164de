import { useEffect, useState } from "preact/hooks";
import type { Problem } from "../../api";
import type { Proposal } from "../../edit/types";
import { operationWord, personWord } from "../../edit/words";
import type { Ask } from "../../entries/asking";
import { dateTime } from "../../format";
import { problemOf } from "../../loader";
import { useSelected } from "../context";
import { Dialog } from "../dialog";
import { Failure } from "../failure";
import { useDoing } from "../shared/doing";
import { useEdit, useSay } from "./context";
import { Entry, useAsk } from "./entry";
import { Text } from "./fields";
import { Trouble } from "./trouble";

/** What waits for approval; for those who do not decide, what became of their own proposals. */
export function InboxDialog() {
  const control = useEdit();
  const { t, say } = useSay();
  const mine = useSelected((state) => state.session?.edits) === "proposed";
  const pending = useSelected((state) => state.pending);
  const change = useSelected((state) => state.change);
  const ask = useAsk();
  const [list, setList] = useState<Proposal[] | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const load = () => {
    control.proposals(mine).then(
      ({ proposals }) => {
        setList(proposals);
        setProblem(null);
      },
      (error) => setProblem(problemOf(error)),
    );
  };
  useEffect(load, [pending, change, mine]);
  return (
    <Dialog title={say(mine ? "inbox.mine" : "inbox.title")}>
      <div class="edit-dialog">
        {problem && <Failure problem={problem} retry={load} />}
        {!list && !problem && <p class="quiet">{t("loading")}</p>}
        {list?.length === 0 && <p class="quiet">{say("inbox.none")}</p>}
        <ol class="edit-changesets">
          {list?.map((proposal) => (
            <Line key={proposal.id} proposal={proposal} mine={mine} ask={ask} onDone={load} />
          ))}
        </ol>
      </div>
    </Dialog>
  );
}

interface LineProps {
  proposal: Proposal;
  mine: boolean;
  onDone: () => void;
}

function Line({ proposal, mine, ask, onDone }: LineProps & { ask: Ask }) {
  const words = useSay();
  const { say } = words;
  const communes = proposal.communes.flatMap((unit) => (unit ? [unit.name] : []));
  return (
    <li class="edit-proposal">
      <p>
        <span class="edit-when">{dateTime(proposal.at)}</span>{" "}
        <strong>{personWord(proposal.author, words)}</strong> <span class="quiet">{communes.join(", ")}</span>{" "}
        <span class={`edit-state edit-state-${proposal.state}`}>{say(`state.${proposal.state}`)}</span>
      </p>
      <ul>
        {proposal.operations.map((operation, i) => (
          <li key={`${operation.op}${i}`}>
            {operation.op === "set_plan_entry" ? (
              <Entry operation={operation} open={proposal.state === "open"} ask={ask} />
            ) : (
              <>
                {operationWord(operation, words, proposal.subjects)} <Show operation={operation} />
              </>
            )}
          </li>
        ))}
      </ul>
      {proposal.comment && <p class="edit-why">{proposal.comment}</p>}
      {proposal.decided_by && (
        <p class="quiet">
          {say("inbox.decided", {
            who: personWord(proposal.decided_by, words),
            when: dateTime(proposal.decided_at ?? ""),
          })}
          {proposal.reason && `: ${proposal.reason}`}
        </p>
      )}
      {proposal.state === "open" && <Decision proposal={proposal} mine={mine} onDone={onDone} />}
    </li>
  );
}

function Show({ operation }: { operation: Proposal["operations"][number] }) {
  const { say } = useSay();
  const { controller } = useEdit();
  const { road, facility } = operation;
  if (typeof road !== "number" && typeof facility !== "number") return null;
  const show = () => {
    controller.store.set({ dialog: null });
    if (typeof road === "number") controller.selectRoad(road);
    else if (typeof facility === "number") controller.selectFacility(facility);
  };
  return (
    <button type="button" class="link" onClick={show}>
      {say("history.show")}
    </button>
  );
}

function Decision({ proposal, mine, onDone }: LineProps) {
  const control = useEdit();
  const { say } = useSay();
  const { busy, problem, run } = useDoing();
  const [reason, setReason] = useState<string | null>(null);
  const [asked, setAsked] = useState(false);
  const doing = (work: () => Promise<void>) => void run(() => work().then(onDone));
  const accept = () => doing(() => control.accept(proposal));
  const button = (label: string, onClick: () => void, primary = false) => (
    <button
      type="button"
      class={primary ? "button button-primary" : "button"}
      disabled={busy}
      aria-label={`${label}, ${say("inbox.of", { id: proposal.id })}`}
      onClick={onClick}
    >
      {label}
    </button>
  );
  const giveBack = () => {
    setAsked(true);
    if (reason === null) setReason("");
    else if (reason.trim()) doing(() => control.decide(proposal, "return", reason.trim()));
  };
  return (
    <>
      {problem && <Trouble problem={problem} busy={busy} again={accept} />}
      {reason !== null && (
        <Text label={say("inbox.reason")} value={reason} onInput={setReason} onEnter={giveBack} />
      )}
      {asked && reason?.trim() === "" && <p class="quiet">{say("inbox.reasonNeeded")}</p>}
      <p class="buttons">
        {mine && button(say("inbox.withdraw"), () => doing(() => control.decide(proposal, "withdraw")))}
        {!mine && reason === null && button(say("inbox.accept"), accept, true)}
        {!mine && button(say("inbox.return"), giveBack)}
      </p>
    </>
  );
}
