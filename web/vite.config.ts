import { defineConfig } from "vitest/config";

/** Where `npm run dev` finds the data: a running `ntm-atlas serve`. */
const server = process.env["NTM_ATLAS_URL"] ?? "http://127.0.0.1:8080";

export default defineConfig({
  build: {
    target: "es2022",
    // The worker and the fonts must stay files of their own: the CSP allows neither data: scripts nor data: fonts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // MapLibre alone is larger than the default of 500 kB; dev/budgets.mjs holds the real limits.
    chunkSizeWarningLimit: 1500,
    rolldownOptions: {
      output: {
        codeSplitting: {
          includeDependenciesRecursively: false,
          groups: [
            { name: "maplibre", test: /node_modules\/maplibre-gl/ },
            // Comes when one of its views is opened.
            { name: "coverage", test: /src\/.*\bcoverage(\/|\.ts)/ },
            { name: "dialogs", test: /src\/panels\/(export|checks)_dialog/ },
            // Comes when somebody looks at a road or a facility.
            {
              name: "record",
              test: /src\/(i18n\/rooms|panels\/(record|road_details|facility_details|strip))/,
            },
            // Comes when a proposal or the history has an item of a plan.
            { name: "entries", test: /src\/(panels\/entries\/|entries\/(?!asking)|i18n\/entries)/ },
            // What dialogs and forms share.
            { name: "doing", test: /src\/panels\/shared\// },
            { name: "import", test: /src\/.*\bimport(\/|\.ts)/ },
            { name: "works", test: /src\/.*\b(works|households)(\/|\.ts)/ },
            { name: "registers", test: /src\/.*\bregisters(\/|\.ts)/ },
            { name: "reports", test: /src\/.*\breports(\/|\.ts|\.css)/ },
            { name: "maker", test: /src\/.*\bmaker(\/|\.ts|\.css)/ },
            { name: "plan", test: /src\/.*\b(plan|dashboard)(\/|\.ts)/ },
            // What the page begins with and later chunks use too: in one piece it is smaller.
            {
              name: "app",
              test: /node_modules\/preact|src\/(\w+|i18n\/(index|vi)|map\/current|map\/layers\/(layer|roads|hamlets|facilities)|panels\/\w+)\.tsx?$/,
            },
            // terra-draw comes when somebody begins to draw.
            { name: "draw", test: /node_modules\/terra-draw|src\/map\/draw/ },
            { name: "edit", test: /src\/.*\bedit(\/|\.ts)/ },
            { name: "live", test: /src\/(.*\/)?live(\/|\.ts)/ },
            { name: "account", test: /src\/.*\baccount(\/|\.ts)/ },
          ],
        },
        assetFileNames: "assets/[name]-[hash][extname]",
      },
    },
  },
  worker: {
    format: "es",
    rolldownOptions: { output: { entryFileNames: "assets/worker-[hash].js" } },
  },
  server: {
    host: "127.0.0.1",
    proxy: Object.fromEntries(["/api", "/tiles", "/tiles.json"].map((path) => [path, server])),
  },
  test: { include: ["src/**/*.test.ts"], setupFiles: ["dev/words.ts"] },
});
