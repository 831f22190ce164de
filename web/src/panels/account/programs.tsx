import { useEffect, useState } from "preact/hooks";
import type { ApplicationPassword, NewApplicationPassword, SignedIn } from "../../account/types";
import { date } from "../../format";
import { useDoing } from "../shared/doing";
import { useAccount, useSay } from "./context";
import { Secret, TextField, Trouble } from "./parts";

const lives = [30, 90, 365] as const;

/** Application passwords: those there are, and a form for one more. */
export function Programs({ user }: { user: SignedIn }) {
  const { say } = useSay();
  const account = useAccount();
  const { busy, problem, run } = useDoing();
  const [passwords, setPasswords] = useState<ApplicationPassword[]>([]);
  const [made, setMade] = useState<NewApplicationPassword | null>(null);
  const [label, setLabel] = useState("QGIS");
  const [scope, setScope] = useState<"read" | "edit">("read");
  const [days, setDays] = useState<number>(365);
  const load = async () => setPasswords(await account.passwords());
  useEffect(() => void run(load), []);
  const submit = (event: Event) => {
    event.preventDefault();
    void run(async () => {
      setMade(await account.makePassword({ label, scope, ...(days > 0 ? { days } : {}) }));
      await load();
    });
  };
  return (
    <div class="account-part">
      <p class="quiet">{say("programs.note", { user: user.name })}</p>
      {passwords.length === 0 ? (
        <p>{say("programs.none")}</p>
      ) : (
        <ul class="account-list">
          {passwords.map((one) => (
            <Password
              key={one.id}
              one={one}
              busy={busy}
              revoke={() =>
                void run(async () => {
                  await account.revokePassword(one.id);
                  await load();
                })
              }
            />
          ))}
        </ul>
      )}
      <form class="account-form" onSubmit={submit}>
        <TextField
          label={say("programs.label")}
          value={label}
          invalid={problem?.field === "label"}
          onInput={setLabel}
        />
        <label class="field">
          <span>{say("programs.scope")}</span>
          <select
            value={scope}
            onChange={(event) => setScope(event.currentTarget.value === "edit" ? "edit" : "read")}
          >
            <option value="read">{say("programs.read")}</option>
            <option value="edit">{say("programs.edit")}</option>
          </select>
        </label>
        <label class="field">
          <span>{say("programs.life")}</span>
          <select value={days} onChange={(event) => setDays(Number(event.currentTarget.value))}>
            {lives.map((n) => (
              <option key={n} value={n}>
                {say("programs.days", { n })}
              </option>
            ))}
            <option value={0}>{say("programs.forever")}</option>
          </select>
        </label>
        <Trouble problem={problem} />
        <div class="buttons">
          <button type="submit" class="button button-primary" aria-busy={busy} disabled={busy}>
            {say("programs.make")}
          </button>
        </div>
      </form>
      {made && <Secret note={say("programs.made")} text={made.secret} />}
    </div>
  );
}

function Password({ one, busy, revoke }: { one: ApplicationPassword; busy: boolean; revoke: () => void }) {
  const { say } = useSay();
  const facts = [
    say(`programs.${one.scope}`),
    one.expires_at ? say("programs.until", { date: date(one.expires_at) }) : say("programs.forever"),
    one.last_used_at ? say("programs.used", { date: date(one.last_used_at) }) : say("programs.unused"),
  ];
  if (one.state !== "in_force") facts.push(say(`programs.${one.state}`));
  return (
    <li>
      <span>
        {one.label}
        <span class="quiet account-line">{facts.join(" · ")}</span>
      </span>
      {one.state === "in_force" && (
        <button type="button" class="button" disabled={busy} onClick={revoke}>
          {say("programs.revoke")}
          <span class="visually-hidden"> {one.label}</span>
        </button>
      )}
    </li>
  );
}
