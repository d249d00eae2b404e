import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GetSecretValueCommand, PutSecretValueCommand } from "@aws-sdk/client-secrets-manager";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startOwn } from "../../cli/system/start-own.ts";
import type { EmbeddedSystem } from "../../infra/local/embedded-system.ts";
import { createSecretsClient } from "../../shared/adapters/aws-clients.ts";
import { atAnyHour } from "../support/any-hour.ts";
import { runRouse } from "../support/run-rouse.ts";

/** Whatever the day that the night counts as today: one of them has a birthday, and agreed to be written to. */
const birthday = (daysAgo: number) => new Date(Date.now() - daysAgo * 86_400_000).toISOString().slice(5, 10);
const orders = `order_id,email,ordered_at,currency,total,marketing_consent,birthday
1,ada@example.com,2026-10-01T10:00:00Z,USD,20,yes,1990-${birthday(0)}
2,bob@example.com,2026-11-01T10:00:00Z,USD,30,yes,1990-${birthday(1)}
`;

/** As deployed: an address of the shop's own for links. */
const settings = {
  shop: { postalAddress: "1 Harbour Lane" },
  mail: { ...atAnyHour, sending: "on", holdoutShare: 0 },
  notices: { recipients: ["marketing@example.com"] },
  links: { publicUrl: "https://links.shop.test" },
};

describe("a system whose keys are not those that its suppressions were made with", () => {
  let folder: string;
  let system: EmbeddedSystem;
  const rouse = (...args: string[]) => runRouse(...args, "--data", join(folder, "data"));
  const night = () => rouse("nightly");
  const SecretId = () => system.outputs.KeysSecretArn;
  const put = (SecretString: string | undefined) =>
    createSecretsClient().send(new PutSecretValueCommand({ SecretId: SecretId(), SecretString }));

  /** Pages of the inbox, each with its mail's source. */
  const mailsTo = async (reader: "customers" | "marketing") => {
    const inbox = await (await fetch(system.pages.inbox)).text();
    const paths = [...inbox.matchAll(/href="(\/inbox\/[^"?]+)"/g)].map(([, path]) => system.url + path);
    const pages = await Promise.all(paths.map(async (path) => (await fetch(path)).text()));
    return pages.filter((page) => page.includes("<dd>marketing@example.com") === (reader === "marketing"));
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "rouse-test-"));
    await writeFile(join(folder, "orders.csv"), orders);
    await writeFile(join(folder, "settings.json"), JSON.stringify(settings));
    const dataDir = join(folder, "data");
    system = await startOwn({ dataDir }, join(folder, "settings.json"), new AbortController().signal);
  });
  afterAll(async () => {
    await system?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it("records nothing and mails nobody, says why, and goes on once the earlier keys are back", async () => {
    const imported = await rouse("import", join(folder, "orders.csv"));
    expect(imported.stderr + imported.stdout).toContain("2");
    expect(imported.status).toBe(0);
    const { SecretString } = await createSecretsClient().send(new GetSecretValueCommand({ SecretId: SecretId() }));

    await put(JSON.stringify({ generated: "of-another-deployment".repeat(4) }));
    const refused = await rouse("import", join(folder, "orders.csv"));
    expect(refused.status).toBe(1);
    expect(refused.stderr).toContain("another identity key");
    const failed = await night();
    expect(failed.status).toBe(1);
    expect(failed.stderr).toContain("The keys secret holds another identity key");
    expect(await mailsTo("customers")).toEqual([]);

    await put(SecretString);
    expect(await rouse("export", "ada@example.com")).toMatchObject({ status: 0 });
    const held = await night();
    expect(held.status).toBe(0);
    expect(await mailsTo("customers")).not.toEqual([]);
  });

  it("links in its mail to this machine, whatever address the shop's own is", async () => {
    for (const [reader, path] of [
      ["customers", "/u/"],
      ["marketing", "/r/"],
    ] as const) {
      const [shown = ""] = await mailsTo(reader);
      expect(shown).toContain(`${system.url}${path}`);
      expect(shown).not.toContain("links.shop.test");
    }
  });

  it.each(["/u", "/u/", "/u/cut", "/r", "/r/", "/r/cut", "/r/cut/report.html"])(
    "says at %s, all that is left of a link, that it is not complete",
    async (path) => {
      const answer = await fetch(`${system.url}${path}`);
      expect([answer.status, await answer.text()]).toEqual([404, expect.stringContaining("This link is not complete")]);
    },
  );
});
