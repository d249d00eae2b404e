import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { projectRoot } from "../../cli/system/project-root.ts";
import { startOwn } from "../../cli/system/start-own.ts";
import { openStores } from "../../cli/system/stores.ts";
import { stackOutputsSchema } from "../../shared/model/stack-outputs.ts";
import { runRouse } from "../support/run-rouse.ts";

const settings = {
  shop: { name: "The Sleepy Teapot", postalAddress: "1 High Street, York" },
  currency: "EUR",
  mail: { testRecipients: ["ada@teapot.example", "gone@teapot.example"], sender: { email: "tea@teapot.example" } },
};

describe("what campaigns say, on a system that runs", () => {
  let folder: string;
  let system: Awaited<ReturnType<typeof startOwn>>;
  const ofShop = () => ["--data", join(folder, "data")];
  const rouse = (...words: string[]) => runRouse(...words, ...ofShop());
  const caught = () => system.mail.count();

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "rouse-test-"));
    const file = join(folder, "settings.json");
    await writeFile(file, JSON.stringify(settings));
    system = await startOwn({ dataDir: join(folder, "data") }, file, new AbortController().signal);
  });
  afterAll(async () => {
    await system.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it("goes as a test to the shop's own address, is claimed by nobody, and its link stops nobody's mail", async () => {
    const { status, stdout } = await rouse("send-test", "win-back", "--to", "Ada@teapot.example", "--json");
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      outcome: "sent",
      locale: "en",
      subject: expect.stringMatching(/^\[Test\] It has/),
    });
    await system.drained();
    expect(caught()).toBe(1);

    const page = await (await fetch(`${system.url}/inbox`)).text();
    const mail = /href="(\/inbox\/[^"?]+)"/.exec(page)?.[1] ?? "";
    const raw = await (await fetch(`${system.url}${mail}/raw`)).text();
    const link = /^List-Unsubscribe:\s*<([^>]+)>/m.exec(raw.replaceAll(/\r\n[ \t]+/g, ""))?.[1] ?? "";
    const pressed = await fetch(link, { method: "POST", body: "List-Unsubscribe=One-Click" });
    expect([pressed.status, await pressed.text()]).toEqual([200, expect.stringContaining("This was a test mail")]);

    const stores = await openStores({ outputs: stackOutputsSchema.parse(system.outputs) });
    const key = stores.hash("ada@teapot.example");
    expect(await stores.readMessagesTo([key])).toEqual([]);
    expect((await stores.readSuppressions([key])).size).toBe(0);
  });

  it("is refused to anybody else, to whom is left alone, and without a campaign that there is", async () => {
    const before = caught();
    const stranger = await rouse("send-test", "win-back", "--to", "customer@example.com");
    expect([stranger.status, stranger.stderr]).toEqual([1, expect.stringContaining("ada@teapot.example, gone@")]);
    const stores = await openStores({ outputs: stackOutputsSchema.parse(system.outputs) });
    const emailKey = stores.hash("gone@teapot.example");
    await stores.suppress({ emailKey, reason: "unsubscribed", at: "2026-11-01T00:00:00.000Z" });
    const alone = await rouse("send-test", "win-back", "--to", "gone@teapot.example");
    expect([alone.status, alone.stderr]).toEqual([
      1,
      expect.stringContaining("left alone (unsubscribed), on 2026-11-01"),
    ]);
    const absent = await rouse("send-test", "win-bakc", "--to", "ada@teapot.example");
    expect([absent.status, absent.stderr]).toEqual([1, expect.stringContaining('did you mean "win-back"?')]);
    expect(caught()).toBe(before);
  });

  it("says that the mail service took nothing, and why", async () => {
    system.mail.faults.refuse(1, "MessageRejected", "Email address is not verified.");
    const { status, stdout } = await rouse("send-test", "birthday", "--to", "tea@teapot.example");
    expect([status, stdout]).toEqual([1, expect.stringContaining("Nothing was sent.")]);
    system.mail.faults.loseAnswers(1);
    const lost = await rouse("send-test", "birthday", "--to", "tea@teapot.example", "--json");
    expect([lost.status, JSON.parse(lost.stdout).outcome]).toEqual([1, "unknown"]);
  });

  it("is shown with what the last night had of it, and what changed since the night before", async () => {
    await rouse("import", join(projectRoot, "orders.example.csv"));
    const preview = async () => JSON.parse((await rouse("preview", "win-back", "--json", "--out", folder)).stdout);
    expect((await preview()).nights).toEqual([]);
    await rouse("nightly", "--as-of", "2026-11-19");
    await rouse("nightly", "--as-of", "2026-11-20");
    const { nights } = await preview();
    expect(nights).toMatchObject([{ campaign: "win-back", asOf: "2026-11-20", since: { asOf: "2026-11-19" } }]);
  });
});
