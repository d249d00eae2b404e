import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readSettingsFile } from "../../infra/read-settings-file.ts";
import { keysSchema } from "../../shared/model/keys.ts";
import { settingsSchema } from "../../shared/model/settings.ts";
import { rouseTemplate } from "./rouse-template.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "rouse-settings-"));
});
afterAll(() => rm(folder, { recursive: true }));

const written = async (name: string, settings: unknown) => {
  const path = join(folder, name);
  await writeFile(
    path,
    typeof settings === "string" || Buffer.isBuffer(settings) ? settings : JSON.stringify(settings),
  );
  return path;
};

describe("the settings file", () => {
  test("is every default where there is none", () => {
    expect(readSettingsFile(join(folder, "nowhere"), undefined)).toEqual(settingsSchema.parse({}));
  });

  test("is settings.json at the root of the project unless another is named", async () => {
    await written("settings.json", { currency: "EUR" });
    const named = await written("other.json", { currency: "CNY" });
    expect(readSettingsFile(folder, undefined).currency).toBe("EUR");
    expect(readSettingsFile(folder, named).currency).toBe("CNY");
  });

  test("that is named and not there is said to be missing", () => {
    expect(() => readSettingsFile(folder, "lost.json")).toThrow('There is no settings file "lost.json"');
  });

  test("is refused with its name and a line for each field that does not fit", async () => {
    const path = await written("wrong.json", {
      currency: "euro",
      timeZone: "Mars/Olympus",
      nightly: { at: "25:00" },
      colour: 1,
    });
    const refusal = () => readSettingsFile(folder, path);
    expect(refusal).toThrow(path);
    for (const field of ["currency", "timeZone", "nightly.at", "colour"]) expect(refusal).toThrow(field);
  });

  test("that is no JSON is said to be none", async () => {
    const path = await written("broken.json", "{ currency: ");
    expect(() => readSettingsFile(folder, path)).toThrow(`${path} is not JSON`);
  });

  test("that is saved in another encoding is said to be so, and a byte order mark is none of it", async () => {
    const wide = await written("wide.json", Buffer.from('\uFEFF{ "currency": "EUR" }', "utf16le"));
    expect(() => readSettingsFile(folder, wide)).toThrow(`${wide} is not text in UTF-8; save it in that encoding`);
    const marked = await written("marked.json", '\uFEFF{ "currency": "EUR" }');
    expect(readSettingsFile(folder, marked).currency).toBe("EUR");
  });
});

describe("what the settings decide", () => {
  test("the sources that have a secret, their own where they name one", async () => {
    const { ofType, deployed, outputs } = await rouseTemplate({
      sources: { shopify: { secretName: "shop/hooks" }, standard: {} },
    });
    const made = ofType("AWS::SecretsManager::Secret").map(({ id }) => id.replace(/[0-9A-F]{8}$/, ""));
    expect(made).toEqual(["SecretsKeys", "SecretsStandard"]);
    const secrets = String(deployed(outputs.SourceSecrets?.Value));
    expect(Object.keys(JSON.parse(secrets))).toEqual(["shopify", "standard"]);
    expect(secrets).toContain(":secret:shop/hooks");
  });

  test("the identity that the mail service verifies: none for the example address, else domain, address or one that exists", async () => {
    const identities = async (mail: Parameters<typeof rouseTemplate>[0]) => {
      const { ofType, outputs } = await rouseTemplate(mail);
      const made = ofType("AWS::SES::EmailIdentity").map(({ Properties }) => Properties.EmailIdentity);
      return [...made, ...Object.keys(outputs).filter((name) => name.includes("DkimRecord"))];
    };
    const sender = { email: "hello@shop.test" };
    expect(await identities({})).toEqual([]);
    expect(await identities({ mail: { sender } })).toEqual([
      "shop.test",
      ...[1, 2, 3].map((record) => `DkimRecord${record}`),
    ]);
    expect(await identities({ mail: { sender, identity: "address" } })).toEqual(["hello@shop.test"]);
    expect(await identities({ mail: { sender, identity: "existing" } })).toEqual([]);
  });
});

describe("the keys secret", () => {
  test("as the stack makes it holds two keys that differ", async () => {
    const { ofType } = await rouseTemplate();
    const [secret] = ofType("AWS::SecretsManager::Secret").filter(({ id }) => id.startsWith("SecretsKeys"));
    expect(secret?.Properties.GenerateSecretString).toMatchObject({
      GenerateStringKey: "generated",
      PasswordLength: 64,
    });
    const { identityKey, linkKey } = keysSchema.parse({ generated: `${"a".repeat(32)}${"b".repeat(32)}` });
    expect([identityKey, linkKey]).toEqual(["a".repeat(32), "b".repeat(32)]);
  });

  test("keeps its identity key when a new link key is set", () => {
    const generated = "x".repeat(64);
    const linkKey = "a new key for links, long enough";
    expect(keysSchema.parse({ generated, linkKey })).toEqual({ identityKey: "x".repeat(32), linkKey });
  });
});
