import { execFile, execFileSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startOwn } from "../../cli/system/start-own.ts";
import type { EmbeddedSystem } from "../../infra/local/embedded-system.ts";
import { lastCompleteDay } from "../../shared/model/shop-time.ts";

const run = promisify(execFile);
const timeZone = "Pacific/Auckland";

const hasCurl = ((): boolean => {
  try {
    return execFileSync("curl", ["--version"]).length > 0;
  } catch {
    return false;
  }
})();
if (!hasCurl) console.warn("no curl on the path: the commands on the page with the webhooks are not run");

/** The commands on a page, as a reader copies them. */
const commandsOn = (page: string): string[] => {
  const characters = { "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'", "&amp;": "&" };
  return [...page.matchAll(/<pre[^>]*>([\s\S]*?)<\/pre>/g)].map(([, shown = ""]) =>
    Object.entries(characters).reduce((text, [entity, character]) => text.replaceAll(entity, character), shown),
  );
};

describe.skipIf(!hasCurl)("a newcomer's first try of the embedded system", () => {
  let folder: string;
  let system: EmbeddedSystem;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "rouse-test-"));
    const settings = join(folder, "settings.json");
    await writeFile(settings, JSON.stringify({ currency: "EUR", timeZone }));
    system = await startOwn({ dataDir: join(folder, "data") }, settings, new AbortController().signal);
  });
  afterAll(async () => {
    await system?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it("copies the samples from the page, runs the night by its button, and finds their customer in its files", async () => {
    const commands = commandsOn(await (await fetch(system.pages.webhooks)).text());
    expect(commands).toHaveLength(4);
    for (const command of commands) {
      const { stdout } = await run("sh", ["-c", command]);
      expect(stdout).toMatch(/^HTTP\/1\.1 200/);
    }
    await system.drained();
    const day = lastCompleteDay(new Date().toISOString(), timeZone);
    await fetch(system.pages.runs, { method: "POST", headers: { origin: system.url }, body: new URLSearchParams() });
    await expect.poll(() => system.executions.list()[0]?.status).not.toBe("RUNNING");
    expect(system.executions.list()[0]).toMatchObject({ status: "SUCCEEDED" });
    const file = await fetch(`${system.url}/files/nightly/dt=${day}/customers.csv`);
    const [header = "", row = "", ...more] = (await file.text()).trim().split("\r\n");
    const cells = new Map(header.split(",").map((name, index) => [name, row.split(",")[index]]));
    expect(more).toEqual([]);
    expect([cells.get("email"), cells.get("orders"), cells.get("net_value"), cells.get("last_order_on")]).toEqual([
      "ada@example.com",
      "3",
      "126.00",
      day,
    ]);
  });
});
