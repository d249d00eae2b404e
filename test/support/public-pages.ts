import { holdMail } from "../../functions/hold-mail/hold-mail.ts";
import { unsubscribe } from "../../functions/unsubscribe/unsubscribe.ts";
import { heldFile } from "../../shared/adapters/held-file.ts";
import { nobodysKey, signUnsubscribe } from "../../shared/mail/unsubscribe-token.ts";
import { signHold } from "../../shared/marketing/hold-token.ts";
import { settingsSchema } from "../../shared/model/settings.ts";
import type { PublicAnswer } from "../../shared/pages/public-page.ts";
import { fakeFiles } from "./fake-files.ts";
import { fakeSuppressions } from "./fake-suppressions.ts";
import { nightKeys } from "./night-world.ts";

const now = "2026-11-30T08:00:00.000Z";
const settings = settingsSchema.parse({
  shop: { name: "The Sleepy Teapot" },
  mail: { sending: "on", approval: "required", replyTo: "hello@teapot.example" },
});
const { linkKey } = nightKeys;
const common = { readKeys: async () => nightKeys, readSettings: async () => settings, now: () => now };

const holdPages = async (acceptLanguage: string): Promise<[string, PublicAnswer][]> => {
  const store = heldFile(fakeFiles());
  const token = signHold({ expiresAt: Date.parse(now) / 1000 + 60 }, linkKey);
  const ask = (request: { method: string; token: string; body: string }) =>
    holdMail({ ...request, acceptLanguage }, { ...store, ...common });
  const get = { method: "GET", token, body: "" };
  const note = "the photo in the second letter is wrong";
  await store.writeHeld({ campaigns: { "win-back": { since: now, by: "command", note } } }, { mark: undefined });
  return [
    ["hold, asks", await ask(get)],
    ["hold, held", await ask({ ...get, method: "POST", body: "hold=everything" })],
    ["hold, cut short", await ask({ ...get, token: token.slice(1) })],
    ["hold, expired", await ask({ ...get, token: signHold({ expiresAt: 1 }, linkKey) })],
  ];
};

const unsubscribePages = async (acceptLanguage: string): Promise<[string, PublicAnswer][]> => {
  const { suppress, readSuppressions } = fakeSuppressions();
  const tokenOf = (emailKey: string) =>
    signUnsubscribe({ emailKey, campaignId: "win-back", locale: acceptLanguage, address: "ada@example.com" }, linkKey);
  const ask = (method: string, token: string) =>
    unsubscribe({ method, token, acceptLanguage }, { ...common, suppress, readSuppressions });
  const token = tokenOf("key-a");
  return [
    ["unsubscribe, asks", await ask("GET", token)],
    ["unsubscribe, done", await ask("POST", token)],
    ["unsubscribe, done before", await ask("GET", token)],
    ["unsubscribe, of a test mail", await ask("POST", tokenOf(nobodysKey("key-a")))],
    ["unsubscribe, cut short", await ask("GET", "cut")],
  ];
};

/** Every page that our links lead to, by what it is, in one language. */
export const publicPages = async (locale: string): Promise<[string, PublicAnswer][]> => [
  ...(await holdPages(locale)),
  ...(await unsubscribePages(locale)),
];
