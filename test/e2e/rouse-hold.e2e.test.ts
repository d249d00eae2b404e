import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { projectRoot } from "../../cli/system/project-root.ts";
import { startOwn } from "../../cli/system/start-own.ts";
import { createS3Client } from "../../shared/adapters/aws-clients.ts";
import { s3FileStore } from "../../shared/adapters/s3-file-store.ts";
import { campaignKeys } from "../../shared/model/campaigns-in-force.ts";
import { runRouse } from "../support/run-rouse.ts";

/** A shop of its own, that runs while the tests of a description do. */
const shopWith = (mail: Record<string, unknown>) => {
  let folder: string;
  let system: Awaited<ReturnType<typeof startOwn>>;
  const rouse = (...words: string[]) => runRouse(...words, "--data", join(folder, "data"));
  const answer = async (...words: string[]) => {
    const { status, stdout } = await rouse(...words, "--json");
    return { status, ...JSON.parse(stdout) };
  };
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "rouse-test-"));
    const settings = join(folder, "settings.json");
    const sending = { sending: "test", sender: { email: "hello@example.com" }, ...mail };
    await writeFile(
      settings,
      JSON.stringify({ shop: { name: "Shop", postalAddress: "1 High Street" }, mail: sending }),
    );
    system = await startOwn({ dataDir: join(folder, "data") }, settings, new AbortController().signal);
    await rouse("campaigns", "publish", "--campaigns", join(projectRoot, "campaigns"));
  });
  afterAll(async () => {
    await system.stop();
    await rm(folder, { recursive: true, force: true });
  });
  const received = async (asOf: string, path: string) =>
    (await fetch(`${system.url}/files/nightly/dt=${asOf}/${path}`)).text();
  return { rouse, answer, received, outputs: () => system.outputs };
};

describe("rouse hold and rouse release", () => {
  const shop = shopWith({});
  const { rouse, answer } = shop;
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

  it("are told of in the report, whose link asks, holds all mail by its button, and releases nothing", async () => {
    await rouse("import", join(projectRoot, "orders.example.csv"));
    const night = await answer("nightly");
    expect(night).toMatchObject({ status: 0, held: { now: { campaigns: {} }, mails: 0 } });
    const link =
      /href="(http[^"]+\/h\/[\w.-]+)">Hold all mail/.exec(await shop.received(night.asOf, "report.html"))?.[1] ?? "";
    const asked = await fetch(link);
    expect([asked.status, await asked.text()]).toEqual([200, expect.stringContaining("Hold all mail?")]);
    await fetch(link, { method: "POST" });
    expect((await answer("release")).outcome).toBe("unchanged");
    const pressed = await fetch(link, { method: "POST", body: new URLSearchParams({ hold: "everything" }) });
    expect([pressed.status, await pressed.text()]).toEqual([200, expect.stringContaining("All mail is held")]);
    const again = await rouse("nightly");
    expect(again.stdout).toContain("Everything is held, since");
    expect(await shop.received(night.asOf, "report.html")).toContain("by the link in a notice or report");
    expect((await fetch(`${link.slice(0, -1)}`)).status).toBe(404);
    expect(await answer("release")).toMatchObject({ outcome: "changed", held: { campaigns: {} } });
  });

  it("say that everything is held where nobody can read what is, until it is written anew", async () => {
    await s3FileStore(createS3Client(), shop.outputs().DataBucket ?? "").write(campaignKeys.held(), "{");
    const cannot = await rouse("release", "win-back");
    expect([cannot.status, cannot.stdout]).toEqual([1, expect.stringContaining("campaigns/held.json")]);
    expect(await answer("release")).toMatchObject({ status: 0, outcome: "changed", held: { campaigns: {} } });
  });
});

describe("rouse release, where the shop wants approval", () => {
  const { rouse, answer, received } = shopWith({ approval: "required" });

  it("has nothing to approve before there is a night", async () => {
    const early = await rouse("release");
    expect([early.status, early.stdout]).toEqual([
      1,
      expect.stringMatching(/^There is no night of .* yet whose post/m),
    ]);
  });

  it("approves the post of the night that was seen, all of it or a campaign, and no other's", async () => {
    await rouse("import", join(projectRoot, "orders.example.csv"));
    const night = await answer("nightly");
    expect(night).toMatchObject({ status: 0, approval: { runId: night.runId, approved: "nothing" } });
    expect(await received(night.asOf, "report.html")).toContain("Nothing of this day&#39;s post leaves before");

    const one = await answer("release", "win-back");
    expect(one).toMatchObject({ status: 0, held: { approved: { runId: night.runId, campaigns: { "win-back": {} } } } });
    const all = await rouse("release");
    expect([all.status, all.stdout]).toEqual([0, expect.stringContaining("for this day alone")]);
    expect(await answer("release")).toMatchObject({ status: 0, outcome: "unchanged" });

    const taken = await answer("hold", "--note", "the photo is wrong");
    expect(taken).toMatchObject({ status: 0, held: { everything: { by: "command" }, campaigns: {} } });
    expect(taken.held.approved).toBeUndefined();
    const still = await rouse("release", "win-back");
    expect([still.status, still.stdout]).toEqual([1, expect.stringContaining("Everything is held")]);
    const again = await rouse("release");
    expect(again.stdout).toMatch(/^Everything was held until now, since .* by the command: the photo is wrong\.$/m);

    const second = await answer("nightly");
    expect(second.runId).not.toBe(night.runId);
    expect(second.approval).toMatchObject({ runId: second.runId, approved: "nothing" });
  });
});
