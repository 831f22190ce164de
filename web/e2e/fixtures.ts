import { test as base } from "@playwright/test";
import { Driver } from "./driver";
import { AtlasServer } from "./server";

/** Every test gets a driver of its own; the server is shared by the tests of a worker. */
export const test = base.extend<{ driver: Driver }, { server: AtlasServer }>({
  server: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from this pattern
    async ({}, use) => {
      const server = await AtlasServer.start();
      await use(server);
      await server.stop();
    },
    { scope: "worker" },
  ],
  driver: async ({ page, server }, use) => {
    await use(new Driver(page, server.url));
  },
});

export { expect } from "@playwright/test";
