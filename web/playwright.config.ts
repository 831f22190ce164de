import { defineConfig, devices } from "@playwright/test";

const chromium = {
  launchOptions: {
    executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
    args: [
      "--no-sandbox",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--no-first-run",
      // MapLibre needs WebGL2; without a graphics card it is drawn in software.
      "--use-angle=swiftshader",
      "--enable-unsafe-swiftshader",
    ],
  },
  locale: "vi-VN",
};

export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results",
  // Drawing a map in software takes a processor for some seconds.
  timeout: 120_000,
  expect: { timeout: 30_000 },
  workers: 1,
  // Software drawing on a busy machine now and then misses a moment; what needed a second try is named at the end.
  retries: 1,
  forbidOnly: Boolean(process.env["CI"]),
  reporter: [["list"]],
  projects: [
    { name: "desktop", use: { ...chromium, viewport: { width: 1366, height: 768 } } },
    {
      name: "phone",
      use: {
        ...devices["Pixel 5"],
        ...chromium,
        viewport: { width: 390, height: 844 },
        // Of a phone's 2.75: seven times fewer pixels to draw in software; the layout is the same.
        deviceScaleFactor: 1,
      },
    },
  ],
});
