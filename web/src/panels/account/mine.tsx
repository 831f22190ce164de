import { useEffect, useState } from "preact/hooks";
import type { OwnSession, Session, SignedIn } from "../../account/types";
import { dateTime } from "../../format";
import { useSelected } from "../context";
import { useDoing } from "../shared/doing";
import { useAccount, useSay } from "./context";
import { deviceName } from "./device";
import { PasswordField, Trouble } from "./parts";

/** Who is signed in, and how to stop that. */
export function Mine({ user, session }: { user: SignedIn; session: Session }) {
  const { say } = useSay();
  const account = useAccount();
  const units = useSelected((state) => state.units);
  const { busy, problem, run } = useDoing();
  return (
    <div class="account-part">
      <dl class="account-facts">
        <dt>{say("signIn.name")}</dt>
        <dd>{user.name}</dd>
        <dt>{say("account.role")}</dt>
        <dd>{say(`role.${user.role}`)}</dd>
        {user.communes.length > 0 && (
          <>
            <dt>{say("account.communes")}</dt>
            <dd>{user.communes.map((code) => units.get(code)?.name ?? code).join(", ")}</dd>
          </>
        )}
      </dl>
      {session.edits === "proposed" && <p class="quiet">{say("account.proposed")}</p>}
      <div class="buttons">
        <button
          type="button"
          class="button"
          disabled={busy}
          onClick={() => void run(() => account.signOut())}
        >
          {say("account.signOut")}
        </button>
      </div>
      <Trouble problem={problem} />
      <ChangePassword user={user} />
      <Sessions />
    </div>
  );
}

function ChangePassword({ user }: { user: SignedIn }) {
  const { say } = useSay();
  const account = useAccount();
  const { busy, problem, run } = useDoing();
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState("");
  const [done, setDone] = useState(false);
  const submit = (event: Event) => {
    event.preventDefault();
    setDone(false);
    void run(async () => {
      await account.changePassword(current, next);
      setCurrent("");
      setNext("");
      setDone(true);
    });
  };
  return (
    <details class="account-fold">
      <summary>{say("password.title")}</summary>
      <form class="account-form" onSubmit={submit}>
        <input
          class="visually-hidden"
          type="text"
          autocomplete="username"
          readonly
          tabIndex={-1}
          aria-hidden="true"
          value={user.name}
        />
        <PasswordField
          label={say("password.current")}
          kind="current-password"
          value={current}
          onInput={setCurrent}
        />
        <PasswordField
          label={say("password.new")}
          kind="new-password"
          hint={say("setup.hint")}
          value={next}
          invalid={problem?.field === "password"}
          onInput={setNext}
        />
        <Trouble problem={problem} />
        <div class="buttons">
          <button type="submit" class="button button-primary" aria-busy={busy} disabled={busy}>
            {say("password.go")}
          </button>
        </div>
        {done && <p role="status">{say("password.done")}</p>}
      </form>
    </details>
  );
}

function Sessions() {
  const { say } = useSay();
  const account = useAccount();
  const { busy, problem, run } = useDoing();
  const [sessions, setSessions] = useState<OwnSession[]>([]);
  const load = async () => setSessions(await account.sessions());
  useEffect(() => void run(load), []);
  const end = (work: () => Promise<void>) =>
    void run(async () => {
      await work();
      await load();
    });
  return (
    <section class="account-part">
      <h3>{say("sessions.title")}</h3>
      <ul class="account-list">
        {sessions.map((one) => (
          <li key={one.id}>
            <span>
              <span title={one.device}>{deviceName(one.device) || say("sessions.unknown")}</span>
              <span class="quiet account-line">
                {one.current && <strong>{say("sessions.current")} · </strong>}
                {say("sessions.since", {
                  since: dateTime(one.signed_in_at),
                  seen: dateTime(one.last_seen_at),
                })}
              </span>
            </span>
            {!one.current && (
              <button
                type="button"
                class="button"
                disabled={busy}
                onClick={() => end(() => account.endSession(one.id))}
              >
                {say("sessions.end")}
              </button>
            )}
          </li>
        ))}
      </ul>
      {sessions.length > 1 && (
        <div class="buttons">
          <button
            type="button"
            class="button"
            disabled={busy}
            onClick={() => end(() => account.endOtherSessions())}
          >
            {say("sessions.endOthers")}
          </button>
        </div>
      )}
      <Trouble problem={problem} />
    </section>
  );
}
