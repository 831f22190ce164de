import { changeJson, getJson } from "../api";
import type { Controller } from "../controller";
import type {
  AccountEvent,
  ApplicationPassword,
  NewApplicationPassword,
  OwnSession,
  Role,
  Session,
  SetupLink,
  User,
} from "./types";

/** What a user of the page can do with accounts; each call throws ApiError when the server declines. */
export class AccountControl {
  constructor(readonly controller: Controller) {}

  async signIn(name: string, password: string): Promise<void> {
    this.entered(await this.post<Session>("/api/session", { name, password }));
  }

  async setUp(body: { link: string; name?: string; display_name?: string; password: string }): Promise<void> {
    this.entered(await this.post<Session>("/api/setup", body));
    this.controller.store.set({ setup: null });
  }

  async signOut(): Promise<void> {
    await this.drop("/api/session");
    // What only people with an account may see must leave the page too.
    if (this.controller.store.get().session?.anonymous) await this.controller.loadSession();
    else location.reload();
  }

  async changePassword(current: string, next: string): Promise<void> {
    const body = { current, new: next };
    this.controller.store.set({ session: await this.post<Session>("/api/account/password", body) });
  }

  sessions = async () => (await this.get<{ sessions: OwnSession[] }>("/api/account/sessions")).sessions;
  endSession = (id: string) => this.drop(`/api/account/sessions/${id}`);
  endOtherSessions = () => this.drop("/api/account/sessions");

  passwords = async () =>
    (await this.get<{ passwords: ApplicationPassword[] }>("/api/account/passwords")).passwords;
  makePassword = (body: { label: string; scope: "read" | "edit"; days?: number }) =>
    this.post<NewApplicationPassword>("/api/account/passwords", body);
  revokePassword = (id: string) => this.drop(`/api/account/passwords/${id}`);

  users = async () => (await this.get<{ users: User[] }>("/api/users")).users;
  addUser = (body: { name: string; display_name: string; role: Role; communes: string[] }) =>
    this.post<User & { setup_link: SetupLink }>("/api/users", body);
  changeUser = (name: string, body: Partial<Pick<User, "display_name" | "role" | "communes" | "enabled">>) =>
    changeJson<User>("PATCH", `/api/users/${encodeURIComponent(name)}`, body, this.options);
  makeLink = (name: string) => this.post<SetupLink>(`/api/users/${encodeURIComponent(name)}/setup-link`, {});

  events = async () => (await this.get<{ events: AccountEvent[] }>("/api/account-events?limit=100")).events;

  private get options() {
    return { lang: this.controller.store.get().route.lang };
  }

  private get<T>(path: string): Promise<T> {
    return getJson<T>(path, this.options);
  }

  private post<T>(path: string, body: unknown): Promise<T> {
    return changeJson<T>("POST", path, body, this.options);
  }

  private async drop(path: string): Promise<void> {
    await changeJson<null>("DELETE", path, undefined, this.options);
  }

  private entered(session: Session): void {
    const { store } = this.controller;
    // A closed atlas has shown nothing yet: the page begins anew, with figures.
    if (!store.get().atlas.value) location.reload();
    else store.set({ session });
  }
}
