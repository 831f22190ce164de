import { useEffect, useState } from "preact/hooks";
import { type Role, roles, type SetupLink, type User } from "../../account/types";
import { compareNames, dateTime } from "../../format";
import type { Unit } from "../../types";
import { useSelected } from "../context";
import { useDoing } from "../shared/doing";
import { useAccount, useSay } from "./context";
import { Secret, TextField, Trouble } from "./parts";

/** For administrators: who there is, and one form to add or change somebody. */
export function Users() {
  const { say } = useSay();
  const account = useAccount();
  const { busy, problem, run } = useDoing();
  const [users, setUsers] = useState<User[]>([]);
  const [link, setLink] = useState<SetupLink | null>(null);
  const [edited, setEdited] = useState<User | "new" | null>(null);
  const load = async () => setUsers(await account.users());
  useEffect(() => void run(load), []);
  const act = (work: () => Promise<unknown>) =>
    void run(async () => {
      await work();
      await load();
    });
  if (edited) {
    const done = (made: SetupLink | null) => {
      setLink(made);
      setEdited(null);
      void run(load);
    };
    return <UserForm user={edited === "new" ? null : edited} done={done} cancel={() => setEdited(null)} />;
  }
  return (
    <div class="account-part">
      <ul class="account-list">
        {users.map((user) => (
          <li key={user.name} class={user.enabled ? "" : "account-off"}>
            <Facts user={user} />
            <span class="buttons">
              <button type="button" class="button" onClick={() => setEdited(user)}>
                {say("users.edit")}
                <span class="visually-hidden"> {user.name}</span>
              </button>
              {user.enabled && (
                <button
                  type="button"
                  class="button"
                  disabled={busy}
                  onClick={() => act(async () => setLink(await account.makeLink(user.name)))}
                >
                  {say("users.link")}
                  <span class="visually-hidden"> {user.name}</span>
                </button>
              )}
              <button
                type="button"
                class="button"
                disabled={busy}
                onClick={() => act(() => account.changeUser(user.name, { enabled: !user.enabled }))}
              >
                {say(user.enabled ? "users.disable" : "users.enable")}
                <span class="visually-hidden"> {user.name}</span>
              </button>
            </span>
          </li>
        ))}
      </ul>
      <Trouble problem={problem} />
      {link && (
        <Secret
          note={say("users.linkNote", { user: link.user, date: dateTime(link.expires_at) })}
          text={`${location.origin}${link.path}`}
        />
      )}
      <div class="buttons">
        <button type="button" class="button button-primary" onClick={() => setEdited("new")}>
          {say("users.add")}
        </button>
      </div>
    </div>
  );
}

function Facts({ user }: { user: User }) {
  const { say } = useSay();
  const units = useSelected((state) => state.units);
  const state = !user.enabled ? "users.disabled" : user.has_password ? "users.enabled" : "users.noPassword";
  const facts = [
    user.name,
    say(`role.${user.role}`),
    ...user.communes.map((code) => units.get(code)?.name ?? code),
  ];
  return (
    <span>
      {user.display_name}
      <span class="quiet account-line">{facts.join(" · ")}</span>
      <span class="quiet account-line">{say(state)}</span>
    </span>
  );
}

interface UserFormProps {
  /** Null: a new one. */
  user: User | null;
  done: (link: SetupLink | null) => void;
  cancel: () => void;
}

function UserForm({ user, done, cancel }: UserFormProps) {
  const { say } = useSay();
  const account = useAccount();
  const { busy, problem, run } = useDoing();
  const [name, setName] = useState(user?.name ?? "");
  const [displayName, setDisplayName] = useState(user?.display_name ?? "");
  const [role, setRole] = useState<Role>(user?.role ?? "viewer");
  const [communes, setCommunes] = useState<readonly string[]>(user?.communes ?? []);
  const submit = (event: Event) => {
    event.preventDefault();
    const body = {
      display_name: displayName,
      role,
      communes: role === "commune_editor" ? [...communes] : [],
    };
    void run(async () => {
      if (user) await account.changeUser(user.name, body);
      done(user ? null : (await account.addUser({ name, ...body })).setup_link);
    });
  };
  return (
    <form class="account-form" onSubmit={submit}>
      {user ? (
        <p>{user.name}</p>
      ) : (
        <TextField
          label={say("users.name")}
          value={name}
          invalid={problem?.field === "name"}
          onInput={setName}
        />
      )}
      <TextField
        label={say("setup.displayName")}
        value={displayName}
        invalid={problem?.field === "display_name"}
        onInput={setDisplayName}
      />
      <label class="field">
        <span>{say("account.role")}</span>
        <select value={role} onChange={(event) => setRole(event.currentTarget.value as Role)}>
          {roles.map((one) => (
            <option key={one} value={one}>
              {say(`role.${one}`)}
            </option>
          ))}
        </select>
      </label>
      {role === "commune_editor" && <Communes chosen={communes} choose={setCommunes} />}
      <Trouble problem={problem} />
      <div class="buttons">
        <button type="submit" class="button button-primary" aria-busy={busy} disabled={busy}>
          {say(user ? "users.save" : "users.add")}
        </button>
        <button type="button" class="button" onClick={cancel}>
          {say("users.cancel")}
        </button>
      </div>
    </form>
  );
}

function Communes({ chosen, choose }: { chosen: readonly string[]; choose: (codes: string[]) => void }) {
  const { say } = useSay();
  const units = useSelected((state) => state.units);
  const communes: Unit[] = [...units.values()]
    .filter((unit) => unit.level === "commune")
    .sort((a, b) => compareNames(a.name, b.name));
  const toggle = (code: string) =>
    choose(chosen.includes(code) ? chosen.filter((one) => one !== code) : [...chosen, code]);
  return (
    <fieldset class="account-communes">
      <legend>{say("account.communes")}</legend>
      {communes.map((unit) => (
        <label key={unit.code} class="choice">
          <input type="checkbox" checked={chosen.includes(unit.code)} onChange={() => toggle(unit.code)} />
          {unit.name}
        </label>
      ))}
    </fieldset>
  );
}
