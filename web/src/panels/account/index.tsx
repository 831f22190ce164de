import "../../styles/account.css";
import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { AccountControl } from "../../account/control";
import type { Session, SignedIn } from "../../account/types";
import { useController, useSelected } from "../context";
import { Dialog } from "../dialog";
import { AccountContext, useSay } from "./context";
import { Mine } from "./mine";
import { Programs } from "./programs";
import { Record } from "./record";
import { SetUp, SignIn } from "./sign_in";
import { Users } from "./users";

/** The dialog of accounts. */
export function dialogOf(control: AccountControl): ComponentType {
  return function AccountDialog() {
    return (
      <AccountContext.Provider value={control}>
        <Content />
      </AccountContext.Provider>
    );
  };
}

function Content() {
  const { say } = useSay();
  const { store } = useController();
  const session = useSelected((state) => state.session);
  const setup = useSelected((state) => state.setup);
  const user = session?.user ?? null;
  const name = user?.name ?? null;
  const [before] = useState(name);
  // Whoever came to sign in wants the map, not their account.
  useEffect(() => {
    if (before === null && name !== null) store.set({ dialog: null });
  }, [name]);
  if (setup) {
    return (
      <Dialog title={say(setup.user === null ? "setup.first" : "setup.title")}>
        <SetUp link={setup.link} user={setup.user} />
      </Dialog>
    );
  }
  if (!session || !user) {
    return (
      <Dialog title={say("signIn.title")}>
        <SignIn />
      </Dialog>
    );
  }
  return (
    <Dialog title={user.display_name}>
      <Sections user={user} session={session} />
    </Dialog>
  );
}

const sections = ["me", "programs", "users", "record"] as const;

function Sections({ user, session }: { user: SignedIn; session: Session }) {
  const { say } = useSay();
  const [section, setSection] = useState<(typeof sections)[number]>("me");
  const manages = session.rights["manage_users"] === "everywhere";
  const offered = sections.filter((one) => manages || one === "me" || one === "programs");
  return (
    <div class="account-sections">
      <nav class="account-nav" aria-label={say("account.sections")}>
        {offered.map((one) => (
          <button
            key={one}
            type="button"
            class="chip"
            aria-pressed={section === one}
            onClick={() => setSection(one)}
          >
            {say(`section.${one}`)}
          </button>
        ))}
      </nav>
      {section === "me" && <Mine user={user} session={session} />}
      {section === "programs" && <Programs user={user} />}
      {section === "users" && <Users />}
      {section === "record" && <Record />}
    </div>
  );
}
