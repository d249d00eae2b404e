import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GetSecretValueCommand, PutSecretValueCommand } from "@aws-sdk/client-secrets-manager";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startOwn } from "../../cli/system/start-own.ts";
import type { EmbeddedSystem } from "../../infra/local/embedded-system.ts";
import { createSecretsClient } from "../../shared/adapters/aws-clients.ts";
import { runRouse } from "../support/run-rouse.ts";

const orders = `order_id,email,ordered_at,currency,total
1,ada@example.com,2026-10-01T10:00:00Z,USD,20
2,bob@example.com,2026-11-01T10:00:00Z,USD,30
`;

/** As deployed: an address of the shop's own for links. */
const settings = {
  shop: { postalAddress: "1 Harbour Lane" },
  mail: { sending: "on" },
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

  it("records nothing and holds no night, says why, and goes on once the earlier keys are back", async () => {
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
    expect(failed.stderr).toContain("failed while writing to customers: The keys secret holds another identity key");

    await put(SecretString);
    expect(await rouse("export", "ada@example.com")).toMatchObject({ status: 0 });
    const held = await night();
    expect(held.status).toBe(0);
  });

  it("links in its mail to this machine, whatever address the shop's own is", async () => {
    const inbox = await (await fetch(system.pages.inbox)).text();
    const mail = /href="(\/inbox\/[^"]+)"/.exec(inbox)?.[1] ?? "";
    const shown = await (await fetch(system.url + mail)).text();
    expect(shown).toContain(`${system.url}/r/`);
    expect(shown).not.toContain("links.shop.test");
  });
});
