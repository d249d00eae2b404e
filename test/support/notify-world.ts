import { memoryMessages } from "../../shared/adapters/memory-messages.ts";
import { memoryPlaces } from "../../shared/adapters/memory-places.ts";
import type { Candidate } from "../../shared/model/campaign.ts";
import { type Consent, consentsOf } from "../../shared/model/consent.ts";
import { type Customer, customerSchema } from "../../shared/model/customer.ts";
import { nothingHeld } from "../../shared/model/held.ts";
import { isWithheld, type MessageOutcome } from "../../shared/model/message.ts";
import { type NightRun, nightRunSchema } from "../../shared/model/night.ts";
import type { OutboxEntry } from "../../shared/model/outbox.ts";
import type { NotifyShardDeps } from "../../shared/post/notify-shard.ts";
import { addDays, toEpochDay } from "../../shared/scoring/summaries/epoch-day.ts";
import { encodePurchaseDays } from "../../shared/scoring/summaries/purchase-days.ts";
import { countedTokens } from "./counted-tokens.ts";
import { fakeMailer, type MailerMood } from "./fake-mailer.ts";
import { fakeSuppressions } from "./fake-suppressions.ts";
import { shippedCampaigns } from "./shipped-campaigns.ts";
import { theseAmong } from "./these-among.ts";

export const asOf = "2026-11-20";
export const at = "2026-11-21T03:30:00.000Z";

/** A night that sends, for a shop in UTC, on 2026-11-21. */
export const nightRun = (settings: Record<string, unknown> = {}, more: Partial<NightRun> = {}): NightRun =>
  nightRunSchema.parse({
    runId: `${asOf}-1`,
    asOf,
    attempt: 1,
    at,
    simulated: false,
    sendDay: addDays(asOf, 1),
    shards: 1,
    customersCounted: 1,
    codeVersion: "test",
    maxSendRate: 14,
    settings: {
      shop: { name: "Linden & Loom", postalAddress: "12 Weaver Street, Leeds", url: "https://shop.example" },
      mail: { sending: "on", holdoutShare: 0, sender: { email: "hello@shop.example" } },
      ...settings,
    },
    ...more,
  });

/** The day that `birthday` is about. */
const born = { birthday: "--11-29" };
const ada = (customerId: string) => ({ email: `${customerId}@mail.example`, firstName: "Ada", locale: "en" });

/** A customer who may be written to: an address, explicit consent for it (or what is given as `consent`), and one purchase. */
export const customer = (
  customerId: string,
  {
    consent = { state: "granted", basis: "explicit" },
    profile = ada(customerId),
    ...more
  }: Record<string, unknown> & { consent?: Consent; profile?: object } = {},
  lastDay = "2026-09-01",
): Customer =>
  customerSchema.parse({
    customerId,
    version: 1,
    identities: [`csv:${customerId}`],
    emailKey: `key-${customerId}`,
    consents: consentsOf(consent, String(more.emailKey ?? `key-${customerId}`)),
    profile: { ...born, ...profile },
    days: encodePurchaseDays([{ day: toEpochDay(lastDay), orders: 1, netMinor: 1000 }]),
    ...more,
  });

export const winBack = (customerId: string, lastDay = "2026-09-01"): Candidate => ({
  customerId,
  campaignId: "win-back",
  step: "first",
  occurrence: lastDay,
  exitAfter: lastDay,
  dueUntil: "2026-11-30",
  tier: "drowsy",
});
export const birthday = (customerId: string): Candidate => ({
  customerId,
  campaignId: "birthday",
  step: "first",
  occurrence: "2026",
  dueUntil: "2026-11-30",
  tier: "drowsy",
});

const library = await shippedCampaigns();

export type NotifyWorld = ReturnType<typeof notifyWorld>;

/** Everything a notify shard needs, in memory, with the real campaigns. `files` holds what was written. */
export const notifyWorld = (candidates: readonly Candidate[], customers: readonly Customer[], run = nightRun()) => {
  const messages = memoryMessages();
  const suppressions = fakeSuppressions();
  const mailer = fakeMailer();
  const files: MessageOutcome[][] = [];
  const outbox: OutboxEntry[][] = [];
  const troubles: string[] = [];
  const deps: NotifyShardDeps = {
    ...messages,
    ...memoryPlaces(),
    ...suppressions,
    readQuotaLeft: async () => Number.POSITIVE_INFINITY,
    takeUpRun: async () => run,
    readCandidates: async () => candidates,
    saveOutcomes: async (_runId, _shard, outcomes) => {
      files.push([...outcomes]);
      outbox.push(outcomes.flatMap((row) => (!isWithheld(row) && row.entry ? [row.entry] : [])));
    },
    whoTheyAre: theseAmong(customers),
    readCampaigns: async () => library,
    readKeys: async () => ({ identityKey: "identity key for tests", linkKey: "link key for tests" }),
    send: mailer.send,
    postEvent: async () => ({ status: 204 }),
    readOutboxSecrets: async () => ({ current: Buffer.alloc(24, 7).toString("base64") }),
    publicUrl: "https://mail.example",
    now: () => "2026-11-21T03:31:00.000Z",
    createPace: () => async () => {},
    newOwner: countedTokens(),
    pause: async () => {},
    countWebhooks: async () => 0,
    pauseForWebhooks: async () => {},
    readImportMark: async () => undefined,
    findOutcomes: async () => files.at(-1),
    readHeld: async () => nothingHeld,
    reportRefusal: (refusal) => void troubles.push(refusal),
    reportUnwritten: (unwritten) =>
      void troubles.push(...unwritten.map((one) => `${one.campaignId} ${one.reason}: ${one.mails}`)),
    report: ({ outcome, reason }) => void troubles.push(`${outcome}: ${reason}`),
  };
  return { deps, messages, suppressions, mailer, files, outbox, troubles, run };
};

export const withMailer = (world: NotifyWorld, moods: readonly MailerMood[]) => {
  const mailer = fakeMailer(moods);
  return { ...world, mailer, deps: { ...world.deps, send: mailer.send } };
};
