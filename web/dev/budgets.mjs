// Fails the build when the first visit grows beyond what a district office's line carries in a few seconds.
import { readdirSync, readFileSync } from "node:fs";
import { brotliCompressSync } from "node:zlib";

const assets = new URL("../dist/assets/", import.meta.url);
const files = readdirSync(assets).map((name) => ({
  name,
  bytes: name.endsWith(".woff2")
    ? readFileSync(new URL(name, assets)).length
    : brotliCompressSync(readFileSync(new URL(name, assets))).length,
}));

const isScript = (file) => file.name.endsWith(".js") || file.name.endsWith(".mjs");
const isMapLibre = (file) => /^(maplibre|worker)/.test(file.name);
/** Comes when its view, dialog or language is chosen or something is printed, not with the first visit. */
const isLater = (file) =>
  /^(coverage|plan|works|registers|maker|reports|account|edit|draw|place|dialogs|en|record|doing|import|entries|print)-/.test(
    file.name,
  );
/** Has a limit of its own. */
const isApart = (file) =>
  /^(edit|draw|live|place|plan|works|registers|maker|reports|import|entries)-/.test(file.name);
const of = (name) => (file) => file.name.startsWith(`${name}-`);

const budgets = [
  {
    what: "app JS without MapLibre",
    limit: 60,
    of: (file) => isScript(file) && !isMapLibre(file) && !isApart(file),
  },
  { what: "first visit without tiles", limit: 450, of: (file) => !isLater(file) },
  { what: "views of coverage", limit: 25, of: of("coverage") },
  { what: "view of the plan", limit: 28, of: of("plan") },
  { what: "periodic reports", limit: 8, of: of("reports") },
  { what: "plan maker", limit: 8, of: of("maker") },
  { what: "changing the plan", limit: 16, of: of("works") },
  { what: "registers that the plan counts by", limit: 6, of: of("registers") },
  { what: "accounts", limit: 12, of: of("account") },
  { what: "editing, history, inbox", limit: 25, of: of("edit") },
  { what: "items of a plan in history and inbox", limit: 6, of: of("entries") },
  { what: "records of roads and facilities", limit: 5, of: of("record") },
  { what: "importing files", limit: 8, of: of("import") },
  { what: "drawing", limit: 32, of: of("draw") },
  { what: "listening to changes", limit: 3, of: of("live") },
];

const html = brotliCompressSync(readFileSync(new URL("../dist/index.html", import.meta.url))).length;
let failed = false;
for (const { what, limit, of } of budgets) {
  const kb =
    files.filter(of).reduce((sum, file) => sum + file.bytes, what.startsWith("first") ? html : 0) / 1000;
  console.log(`${what}: ${kb.toFixed(1)} kB brotli of ${limit}`);
  if (kb > limit) failed = true;
}
if (failed) {
  for (const file of files) console.log(`  ${file.name}: ${(file.bytes / 1000).toFixed(1)} kB`);
  console.error("over budget: see the list above");
  process.exit(1);
}
