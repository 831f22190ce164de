/** Where to find how items of a plan stand, and what the names in them mean. */
import { address } from "../api";
import type { CriteriaSet, Plan } from "../plan/types";
import type { HamletTitles } from "../registers/types";
import type { Ask } from "./asking";
import { ofKey } from "./changes";
import type { Body, Book } from "./types";

const planPath = (plan: string) => `/api/plans/${encodeURIComponent(plan)}`;

/** The plan's titles and those of the criteria; what cannot be had is left out. */
export async function bookOf(plan: string, ask: Ask): Promise<Book> {
  const [known, sets] = await Promise.all([
    ask<Plan>(planPath(plan)).catch(() => null),
    ask<{ sets: CriteriaSet[] }>("/api/criteria-sets").catch(() => ({ sets: [] })),
  ]);
  return { plan: known, sets: sets.sets };
}

/** Lists that have their items by id. */
const lists: Record<string, { path: string; member: string; byPlan: boolean }> = {
  work: { path: "/api/works", member: "works", byPlan: true },
  capital: { path: "/api/capital", member: "capital", byPlan: true },
  guidance: { path: "/api/guidance", member: "guidance", byPlan: true },
  cooperative: { path: "/api/cooperatives", member: "cooperatives", byPlan: false },
  product: { path: "/api/products", member: "products", byPlan: false },
};

/** Members of a plan that have items of a kind. */
const inPlan: Record<string, "tasks" | "difficulties" | "contributions" | "results" | "progress"> = {
  task: "tasks",
  difficulty: "difficulties",
  contribution: "contributions",
  criterion_result: "results",
  target_result: "progress",
};

/** How an item stands now; null where there is none, or it is not told. */
export async function standing(
  { plan, kind, key }: { plan: string; kind: string; key: string },
  ask: Ask,
): Promise<Body | null> {
  const own = ofKey(kind, key);
  const isIt = (one: Body) => Object.entries(own).every(([field, value]) => one[field] === value);
  const list = lists[kind];
  if (list) {
    const answer = await ask<Record<string, Body[]>>(address(list.path, list.byPlan ? { plan } : {}));
    return answer[list.member]?.find(isIt) ?? null;
  }
  const member = inPlan[kind];
  if (member) {
    const items = (await ask<Plan>(planPath(plan)))[member] as readonly unknown[];
    return (items as Body[]).find(isIt) ?? null;
  }
  if (kind === "hamlet_title") return titleOf(own, ask);
  return null;
}

async function titleOf({ hamlet, title, year }: Body, ask: Ask): Promise<Body | null> {
  const query = { title: String(title), year: String(year) };
  const { hamlets } = await ask<HamletTitles>(address("/api/hamlet-titles", query));
  const row = hamlets.find((one) => one.hamlet.code === hamlet);
  if (!row || row.state === "unknown") return null;
  const { decided_on, decision, note } = row;
  return {
    ...{ hamlet, title, year: Number(year), recognised: row.state === "recognised" },
    ...{ decided_on, decision, note },
  };
}
