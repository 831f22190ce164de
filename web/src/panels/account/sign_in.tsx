import { useState } from "preact/hooks";
import { useSelected, useWords } from "../context";
import { useDoing } from "../shared/doing";
import { useAccount, useSay } from "./context";
import { PasswordField, TextField, Trouble } from "./parts";

export function SignIn() {
  const { t } = useWords();
  const { say } = useSay();
  const account = useAccount();
  const session = useSelected((state) => state.session);
  const { busy, problem, run } = useDoing();
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const submit = (event: Event) => {
    event.preventDefault();
    void run(() => account.signIn(name, password));
  };
  if (session && !session.secure) return <p class="account-trouble">{say("signIn.insecure")}</p>;
  return (
    <form class="account-form" onSubmit={submit}>
      {session && !session.anonymous && <p>{t("account.closed")}</p>}
      {session && !session.set_up && <p>{say("signIn.notSetUp")}</p>}
      <TextField label={say("signIn.name")} first autocomplete="username" value={name} onInput={setName} />
      <PasswordField
        label={say("signIn.password")}
        kind="current-password"
        value={password}
        onInput={setPassword}
      />
      <Trouble problem={problem} />
      <div class="buttons">
        <button type="submit" class="button button-primary" aria-busy={busy} disabled={busy}>
          {say("signIn.go")}
        </button>
      </div>
      <p class="quiet">{say("signIn.forgotten")}</p>
    </form>
  );
}

/** A first or a new password, by a link. */
export function SetUp({ link, user }: { link: string; user: string | null }) {
  const { say } = useSay();
  const account = useAccount();
  const { busy, problem, run } = useDoing();
  const [name, setName] = useState("");
  const [displayName, setDisplayName] = useState("");
  const [password, setPassword] = useState("");
  const submit = (event: Event) => {
    event.preventDefault();
    const first = user === null ? { name, display_name: displayName } : {};
    void run(() => account.setUp({ link, password, ...first }));
  };
  return (
    <form class="account-form" onSubmit={submit}>
      {user === null ? (
        <>
          <TextField
            label={say("signIn.name")}
            first
            autocomplete="username"
            value={name}
            invalid={problem?.field === "name"}
            onInput={setName}
          />
          <TextField
            label={say("setup.displayName")}
            autocomplete="name"
            value={displayName}
            invalid={problem?.field === "display_name"}
            onInput={setDisplayName}
          />
        </>
      ) : (
        <>
          <p>{say("setup.for", { user })}</p>
          <input
            class="visually-hidden"
            type="text"
            autocomplete="username"
            readonly
            tabIndex={-1}
            aria-hidden="true"
            value={user}
          />
        </>
      )}
      <PasswordField
        label={say("password.new")}
        kind="new-password"
        hint={say("setup.hint")}
        value={password}
        invalid={problem?.field === "password"}
        onInput={setPassword}
      />
      <Trouble problem={problem} />
      <div class="buttons">
        <button type="submit" class="button button-primary" aria-busy={busy} disabled={busy}>
          {say("setup.go")}
        </button>
      </div>
    </form>
  );
}
