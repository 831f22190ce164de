/** Records of the addresses about accounts. */
export const roles = ["viewer", "commune_editor", "approver", "administrator"] as const;
export type Role = (typeof roles)[number];

export type Reach = "nowhere" | "own_communes" | "everywhere";

export interface SignedIn {
  name: string;
  display_name: string;
  role: Role;
  communes: string[];
}

/** Who is signed in, and what they may do where. */
export interface Session {
  user: SignedIn | null;
  rights: Record<string, Reach>;
  /** What becomes of an edit. */
  edits: "decided" | "proposed" | null;
  /** Who is not signed in may look. */
  anonymous: boolean;
  /** There is an administrator. */
  set_up: boolean;
  /** Passwords may go over this connection. */
  secure: boolean;
  until: string | null;
  idle_seconds: number;
}

export interface User extends SignedIn {
  enabled: boolean;
  has_password: boolean;
  created_at: string;
}

export interface SetupLink {
  user: string;
  path: string;
  expires_at: string;
}

export interface OwnSession {
  id: string;
  device: string;
  signed_in_at: string;
  last_seen_at: string;
  current: boolean;
}

export interface ApplicationPassword {
  id: string;
  label: string;
  scope: "read" | "edit";
  created_at: string;
  expires_at: string | null;
  last_used_at: string | null;
  state: "in_force" | "expired" | "revoked";
}

export interface NewApplicationPassword extends ApplicationPassword {
  user: string;
  secret: string;
}

export interface AccountEvent {
  id: number;
  at: string;
  actor: string;
  event: string;
  user: string;
  detail: string;
  address: string;
}

/** What a set-up link says: `#setup=SECRET&user=NAME`; without a name it makes the first administrator. */
export interface Setup {
  link: string;
  user: string | null;
}
