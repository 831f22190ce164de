import type { Session } from "./account/types";
import type {
  Atlas,
  Checks,
  FacilityRecord,
  Lang,
  RoadRecord,
  RoadReport,
  RuleSets,
  SearchResult,
  TileJson,
  Units,
} from "./types";

/** What went wrong, in words for the user. */
export interface Problem {
  /** HTTP status; 0 when the server could not be reached. */
  status: number;
  title: string;
  detail: string;
  field?: string;
  /** Everything that the server said, for those who know more of it. */
  more?: Record<string, unknown>;
}

export class ApiError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(`${problem.title}: ${problem.detail}`);
    this.problem = problem;
  }
}

export interface Options {
  lang: Lang;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

export type Query = Record<string, string | number | null | undefined>;

/** A path with a query; parameters that are null or empty are left out. */
export function address(path: string, query: Query = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== null && value !== undefined && value !== "") search.set(name, String(value));
  }
  const text = search.toString();
  return text ? `${path}?${text}` : path;
}

async function problemOf(response: Response): Promise<Problem> {
  const type = response.headers.get("Content-Type") ?? "";
  const body = type.includes("json") ? await response.json().catch(() => ({})) : {};
  return {
    status: response.status,
    title: typeof body.title === "string" ? body.title : `HTTP ${response.status}`,
    detail: typeof body.detail === "string" ? body.detail : "",
    ...(typeof body.field === "string" ? { field: body.field } : {}),
    more: body,
  };
}

const anyType = "application/octet-stream";
const isFile = (body: unknown): body is Blob => body instanceof Blob;

async function request(
  url: string,
  accept: string,
  options: Options,
  body?: unknown,
  method = body === undefined ? "GET" : "POST",
): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, {
      headers: {
        Accept: accept,
        "Accept-Language": options.lang,
        ...(body === undefined ? {} : { "Content-Type": isFile(body) ? anyType : "application/json" }),
        // Another site's form cannot set it: the server takes no change by a session without.
        ...(method === "GET" ? {} : { "X-Requested-With": "ntm-atlas" }),
        ...options.headers,
      },
      method,
      ...(body === undefined ? {} : { body: isFile(body) ? body : JSON.stringify(body) }),
      ...(options.signal ? { signal: options.signal } : {}),
    });
  } catch (error) {
    if (options.signal?.aborted) throw error;
    throw new ApiError({ status: 0, title: "", detail: "" });
  }
  if (!response.ok) throw new ApiError(await problemOf(response));
  return response;
}

export async function getJson<T>(url: string, options: Options): Promise<T> {
  const response = await request(url, "application/json", options);
  return (await response.json()) as T;
}

/** A question that is too long for an address; nothing is stored. */
export async function askJson<T>(url: string, body: unknown, options: Options): Promise<T> {
  const response = await request(url, "application/json", options, body);
  return (await response.json()) as T;
}

/** A change on the server; null when it answers without a body. */
export async function changeJson<T>(
  method: "POST" | "PUT" | "PATCH" | "DELETE",
  url: string,
  body: unknown,
  options: Options,
): Promise<T> {
  const response = await request(url, "application/json", options, body, method);
  return (response.status === 204 ? null : await response.json()) as T;
}

export async function getPeople(options: Options): Promise<{ name: string; display_name: string }[]> {
  return (await getJson<{ people: { name: string; display_name: string }[] }>("/api/people", options)).people;
}

/** A file as it is, for the server to look at. */
export async function sendFile<T>(url: string, file: Blob, options: Options): Promise<T> {
  return (await (await request(url, "application/json", options, file)).json()) as T;
}

/** What happens on the server, as it happens. */
export const openEvents = () => new EventSource("/api/events");

export const getSession = (options: Options) => getJson<Session>("/api/session", options);

/** The day and the rule set that figures are computed for. */
export interface Basis {
  asOf: string | null;
  /** What was known by then; absent or null is what is known now. Tiles are always of now. */
  recordedAsOf?: string | null;
  rules: string | null;
}

const basisQuery = ({ asOf, recordedAsOf, rules }: Basis) => ({
  as_of: asOf,
  recorded_as_of: recordedAsOf,
  rules,
});

export const getAtlas = (options: Options) => getJson<Atlas>("/api/atlas", options);
export const getRules = (options: Options) => getJson<RuleSets>("/api/rules", options);
/** The communes and hamlets of a day; of today when absent. */
export const getUnits = (options: Options, as_of: string | null = null) =>
  getJson<Units>(address("/api/units", { as_of }), options);
export const getChecks = (options: Options) => getJson<Checks>("/api/checks", options);

export function getReport(
  unit: string | null,
  by: "hamlet" | "commune",
  basis: Basis,
  options: Options,
): Promise<RoadReport> {
  return getJson(address("/api/reports/roads", { unit, by, ...basisQuery(basis) }), options);
}

export function getRoad(id: number, basis: Basis, options: Options): Promise<RoadRecord> {
  return getJson(address(`/api/roads/${id}`, basisQuery(basis)), options);
}

export function getFacility(
  id: number,
  options: Options,
  recorded_as_of: string | null = null,
): Promise<FacilityRecord> {
  return getJson(address(`/api/facilities/${id}`, { recorded_as_of }), options);
}

export async function getFacilities(
  unit: string | null,
  options: Options,
  { asOf, recordedAsOf }: Pick<Basis, "asOf" | "recordedAsOf">,
): Promise<FacilityRecord[]> {
  const answer = await getJson<{ facilities: FacilityRecord[] }>(
    address("/api/facilities", { unit, as_of: asOf, recorded_as_of: recordedAsOf }),
    options,
  );
  return answer.facilities;
}

export async function search(q: string, options: Options): Promise<SearchResult[]> {
  const answer = await getJson<{ results: SearchResult[] }>(address("/api/search", { q, limit: 8 }), options);
  return answer.results;
}

/**
 * The tileset for a day and rule set. The templates come back absolute and on our own origin, because the map's worker
 * resolves nothing and a proxy may have changed the host that the server believes in.
 */
export async function getTileset(basis: Basis, options: Options): Promise<TileJson> {
  const tileset = await getJson<TileJson>(
    address("/tiles.json", { as_of: basis.asOf, rules: basis.rules }),
    options,
  );
  return { ...tileset, tiles: tileset.tiles.map((template) => onOrigin(template, location.origin)) };
}

/** A URL template moved to an origin; its `{z}` marks are kept as they are. */
export function onOrigin(template: string, origin: string): string {
  const path = template.replace(/^[a-z]+:\/\/[^/]+/i, "");
  return `${origin}${path.startsWith("/") ? "" : "/"}${path}`;
}

/** A file from the server and the name that it should be saved under. */
export async function getFile(url: string, options: Options): Promise<{ blob: Blob; name: string }> {
  return fileOf(url, await request(url, "*/*", options));
}

/** The file that the server makes of a question; nothing is stored. */
export async function askFile(
  url: string,
  body: unknown,
  options: Options,
): Promise<{ blob: Blob; name: string }> {
  return fileOf(url, await request(url, "*/*", options, body));
}

async function fileOf(url: string, response: Response): Promise<{ blob: Blob; name: string }> {
  const disposition = response.headers.get("Content-Disposition") ?? "";
  const name = /filename="?([^";]+)"?/.exec(disposition)?.[1];
  return {
    blob: await response.blob(),
    name: name ?? new URL(url, location.origin).pathname.split("/").pop() ?? "ntm-atlas",
  };
}
