import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { projectRoot } from "../../cli/system/project-root.ts";
import { startOwn } from "../../cli/system/start-own.ts";
import { createS3Client } from "../../shared/adapters/aws-clients.ts";
import { s3FileStore } from "../../shared/adapters/s3-file-store.ts";
import { campaignKeys } from "../../shared/model/campaigns-in-force.ts";
import { runRouse } from "../support/run-rouse.ts";

describe("rouse hold and rouse release", () => {
  let folder: string;
  let system: Awaited<ReturnType<typeof startOwn>>;
  const rouse = (...words: string[]) => runRouse(...words, "--data", join(folder, "data"));
  const answer = async (...words: string[]) => {
    const { status, stdout } = await rouse(...words, "--json");
    return { status, ...JSON.parse(stdout) };
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "rouse-test-"));
    system = await startOwn({ dataDir: join(folder, "data") }, undefined, new AbortController().signal);
    await rouse("campaigns", "publish", "--campaigns", join(projectRoot, "campaigns"));
  });
  afterAll(async () => {
    await system.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it("hold a campaign that is in force, and no other name", async () => {
    const mistyped = await rouse("hold", "winback");
    expect([mistyped.status, mistyped.stderr]).toEqual([1, expect.stringContaining('did you mean "win-back"?')]);
    expect((await rouse("hold", "Win back")).stderr).toContain("is no name of a campaign");

    const held = await answer("hold", "win-back", "--note", "the photo is wrong");
    expect(held).toMatchObject({
      status: 0,
      outcome: "changed",
      held: { campaigns: { "win-back": { by: "command" } } },
    });
    const again = await rouse("hold", "win-back");
    expect(again).toMatchObject({ status: 0, stdout: expect.stringContaining("Nothing was changed.") });
    expect(again.stdout).toMatch(
      /^The campaign win-back is held, since .* UTC, by the command: the photo is wrong\.$/m,
    );
  });

  it("hold everything, and release a campaign only once not everything is held", async () => {
    expect((await rouse("hold")).stdout).toContain("Everything is held, since");
    const still = await rouse("release", "win-back");
    expect([still.status, still.stdout]).toEqual([1, expect.stringContaining("Everything is held")]);
    expect(await answer("release")).toMatchObject({ status: 0, held: { campaigns: {} } });
    expect(await answer("release", "win-back")).toMatchObject({ status: 0, outcome: "unchanged" });
    expect((await rouse("release")).stdout).toContain("Nothing is held.");
  });

  it("say that everything is held where nobody can read what is, until it is written anew", async () => {
    await s3FileStore(createS3Client(), system.outputs.DataBucket ?? "").write(campaignKeys.held(), "{");
    const cannot = await rouse("release", "win-back");
    expect([cannot.status, cannot.stdout]).toEqual([1, expect.stringContaining("campaigns/held.json")]);
    expect(await answer("release")).toMatchObject({ status: 0, outcome: "changed", held: { campaigns: {} } });
  });
});
