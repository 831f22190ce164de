import { type ChildProcess, execFile, spawn } from "node:child_process";
import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const binary = process.env["NTM_ATLAS_BIN"] ?? "../build/release/server/ntm-atlas";

/** A server of our own, on a free port and in a folder that goes away with it; but for an empty one with the
 * demonstration district. */
export class AtlasServer {
  readonly url: string;
  private child: ChildProcess;
  private readonly folder: string;
  private readonly isDemo: boolean;
  private log = "";

  private constructor(listen: string, folder: string, isDemo: boolean) {
    this.url = `http://${listen}`;
    this.folder = folder;
    this.isDemo = isDemo;
    this.child = this.serve();
  }

  /** @param settings  atlas.json of the new folder; without them the demonstration district's own */
  static async start(settings?: object): Promise<AtlasServer> {
    const folder = await newFolder();
    if (settings) await writeFile(join(folder, "atlas.json"), JSON.stringify(settings));
    return AtlasServer.over(folder);
  }

  /** A server whose atlas has nothing yet. */
  static async startEmpty(): Promise<AtlasServer> {
    return AtlasServer.over(await newFolder(), false);
  }

  /** A server over a copy of what another one left. */
  static async startFrom(left: string): Promise<AtlasServer> {
    const folder = await newFolder();
    await cp(left, folder, { recursive: true });
    return AtlasServer.over(folder);
  }

  private static async over(folder: string, isDemo = true): Promise<AtlasServer> {
    const server = new AtlasServer(`127.0.0.1:${await freePort()}`, folder, isDemo);
    await server.ready();
    return server;
  }

  /** Stops, runs another command of the program over the same folder, and serves on. */
  async stopFor(...command: string[]): Promise<void> {
    await this.end();
    await promisify(execFile)(binary, [...command, "--data", this.folder]);
    this.child = this.serve();
    await this.ready();
  }

  /** The one-time link of the first start, as the log has it: path and fragment. */
  firstLink(): string {
    const link = /\/#setup=[\w-]+/.exec(this.log)?.[0];
    if (!link) throw new Error("the log has no set-up link");
    return link;
  }

  async stop(): Promise<void> {
    await rm(await this.leave(), { recursive: true, force: true });
  }

  /** Stops, and says which folder stays behind. */
  async leave(): Promise<string> {
    await this.end();
    return this.folder;
  }

  private serve(): ChildProcess {
    const listen = new URL(this.url).host;
    const demo = this.isDemo ? ["--demo"] : [];
    const options = ["serve", ...demo, "--data", this.folder, "--listen", listen, "--web", "dist"];
    const child = spawn(binary, options, { stdio: ["ignore", "ignore", "pipe"] });
    child.stderr.on("data", (bytes: Buffer) => {
      this.log += bytes.toString();
      process.stderr.write(bytes);
    });
    return child;
  }

  private async end(): Promise<void> {
    const gone = new Promise((resolve) => this.child.once("exit", resolve));
    this.child.kill("SIGTERM");
    await gone;
  }

  private async ready(): Promise<void> {
    const deadline = Date.now() + 60_000;
    while (Date.now() < deadline) {
      if (this.child.exitCode !== null) throw new Error(`${binary} ended with ${this.child.exitCode}`);
      const answer = await fetch(`${this.url}/readyz`).catch(() => null);
      if (answer?.ok) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`${binary} was not ready within a minute`);
  }
}

const newFolder = () => mkdtemp(join(tmpdir(), "ntm-atlas-e2e-"));

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      const port = typeof address === "object" && address ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}
