import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { projectRoot } from "../../cli/system/project-root.ts";
import { startOwn } from "../../cli/system/start-own.ts";
import { runRouse } from "../support/run-rouse.ts";

describe("rouse campaigns", () => {
  let folder: string;
  let system: Awaited<ReturnType<typeof startOwn>>;
  const campaigns = async (...words: string[]) => runRouse("campaigns", ...words, "--data", join(folder, "data"));
  const answer = async (...words: string[]) => JSON.parse((await campaigns(...words, "--json")).stdout);
  const edited = async (name: string, edit: (definition: string) => string) => {
    const into = join(folder, name);
    await cp(join(projectRoot, "campaigns"), into, { recursive: true });
    const file = join(into, "win-back", "campaign.yaml");
    await writeFile(file, edit(await readFile(file, "utf8")));
    return into;
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "rouse-test-"));
    system = await startOwn({ dataDir: join(folder, "data") }, undefined, new AbortController().signal);
  });
  afterAll(async () => {
    await system.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it("are published, listed and taken back, refused with every mistake, and the next night goes by those in force", async () => {
    expect((await campaigns("list")).stdout).toContain("nights go by the campaigns that were deployed");

    const wrong = await edited("wrong", (text) => text.replace("enabled:", "enabeld:"));
    const refused = await campaigns("publish", "--campaigns", wrong);
    expect([refused.status, refused.stdout]).toEqual([1, expect.stringContaining('did you mean "enabled"?')]);
    expect(refused.stdout).toContain("Nothing was published.");

    const renamed = await edited("renamed", (text) => text.replace("name: Win-back", "name: Come home"));
    const published = await answer("publish", "--campaigns", renamed);
    expect(published).toMatchObject({ outcome: "changed", before: null });
    expect((await campaigns("publish", "--campaigns", renamed)).stdout).toContain("is in force already");

    const off = await edited("off", (text) => text.replace("enabled: true", "enabled: false"));
    const second = await campaigns("publish", "--campaigns", off);
    expect(second.stdout).toContain("Changed: win-back");
    expect((await campaigns("list")).stdout).toMatch(/^In force .*: .*\bbirthday, .*win-back \(off\)\nEarlier /);

    const back = await answer("rollback");
    expect(back).toMatchObject({ outcome: "changed", version: published.version });
    const listed = await answer("list");
    expect(listed.changes.map(({ by }: { by: string }) => by)).toEqual(["rollback", "publish", "publish"]);
    expect(listed.versions).toHaveLength(2);

    const ofShop = ["--data", join(folder, "data")];
    await runRouse("import", join(projectRoot, "orders.example.csv"), ...ofShop);
    const night = await runRouse("nightly", ...ofShop, "--as-of", "2026-11-20", "--json");
    expect(night.status).toBe(0);
    const received = async (path: string) => (await fetch(`${system.url}/files/nightly/dt=2026-11-20/${path}`)).text();
    expect(JSON.parse(await received("manifest.json"))).toMatchObject({ campaigns: published.version });
    const report = await received("report.html");
    expect(report).toContain("Come home");
    expect(report).toContain(`campaigns ${published.version.slice(0, 12)}`);
  });
});
