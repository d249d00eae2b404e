import type { dynamoCustomers } from "../../shared/adapters/dynamo-customers.ts";
import type { dynamoMessages } from "../../shared/adapters/dynamo-messages.ts";
import { importMarks } from "../../shared/adapters/import-marks.ts";
import { nightFiles } from "../../shared/adapters/night-files.ts";
import { publishedFiles } from "../../shared/adapters/published-files.ts";
import type { Comparison } from "../../shared/model/comparison.ts";
import type { Customer } from "../../shared/model/customer.ts";
import type { Joins } from "../../shared/model/joins.ts";
import type { NightInput } from "../../shared/model/night.ts";
import { parseSettings } from "../../shared/model/parse-settings.ts";
import type { LaterHour } from "../../shared/model/post-due.ts";
import type { Refusal } from "../../shared/model/refusal.ts";
import { nothingWaits, type Waiting } from "../../shared/model/waiting.ts";
import { closeNight } from "../../shared/night/close-night.ts";
import { fitModels } from "../../shared/night/fit-models.ts";
import { joinGroup } from "../../shared/night/join-group.ts";
import { type NightPlan, type PlanNightDeps, planNight } from "../../shared/night/plan-night.ts";
import { publishNight } from "../../shared/night/publish-night.ts";
import { scoreShard } from "../../shared/night/score-shard.ts";
import { summariseShard } from "../../shared/night/summarise-shard.ts";
import type { ReadSuppressions } from "../../shared/ports/messages.ts";
import type { ReadCampaignFolder } from "../../shared/ports/world.ts";
import { type NotifyShardDeps, notifyShard } from "../../shared/post/notify-shard.ts";
import { outcomesOfDay } from "../../shared/post/outcomes-of-day.ts";
import { toEpochDay } from "../../shared/scoring/summaries/epoch-day.ts";
import { encodePurchaseDays } from "../../shared/scoring/summaries/purchase-days.ts";
import { atAnyHour } from "./any-hour.ts";
import { countedTokens } from "./counted-tokens.ts";
import { fakeClicks } from "./fake-clicks.ts";
import { fakeFiles } from "./fake-files.ts";
import { fakeMail } from "./fake-mail.ts";
import { fakeMailFeedback } from "./fake-mail-feedback.ts";
import { shippedCampaigns } from "./shipped-campaigns.ts";
import { theseAmong } from "./these-among.ts";

export const nightKeys = { identityKey: "an identity key for tests", linkKey: "a link key for the tests" };
const library = await shippedCampaigns();

/** A customer who bought on these days, one order of so many minor units each. */
export const customerWith = (
  customerId: string,
  purchases: readonly (readonly [day: string, netMinor: number])[],
  more: Partial<Customer> = {},
): Customer => ({
  customerId,
  version: 1,
  identities: [`csv:${customerId}`],
  emailKey: `key-of-${customerId}`,
  profile: { email: `${customerId}@example.com` },
  consents: { granted: { [`key-of-${customerId}`]: { state: "granted", basis: "explicit" } } },
  currency: "USD",
  days: new Uint8Array(
    encodePurchaseDays(purchases.map(([day, netMinor]) => ({ day: toEpochDay(day), orders: 1, netMinor }))),
  ),
  sources: [],
  holders: [],
  ...more,
});

export type NightWorldOptions = {
  customers: readonly Customer[];
  settings?: Record<string, unknown>;
  /** Shards are chosen by what is counted, be it right or not. */
  counted?: number;
  /** How groups of shards are joined before `publish`; they are not unless given. */
  joins?: Joins;
  /** What each night finds beside the shop's own API; it does not compare unless given. */
  compared?: Comparison;
  /** What waits to be recorded; nothing unless given. */
  waiting?: Waiting;
  /** What the clock shows; a function where it goes on. */
  now?: string | (() => string);
  /** Why the mail service takes nothing at this moment; it takes everything unless given. */
  refuses?: () => Refusal | undefined;
  /** The project's own campaigns, unless given. */
  readCampaignFolder?: ReadCampaignFolder;
  /** Stores to use in place of those in memory: real engines in benchmarks and contract tests, or those of another world. */
  replace?: Partial<NightStores & Pick<NotifyShardDeps, "newOwner" | "isRecordingHeld">>;
  /** Begins with what lies in the buckets of this world: what went before need not be done again for each that follows it. */
  after?: { data: Bucket; marketing: Bucket };
  /** Runs before every write to either bucket: what it throws is a crash at that point. */
  beforeWrite?: (key: string) => void;
};

type Bucket = { objects: ReadonlyMap<string, Uint8Array> };
type NightStores = ReturnType<typeof nightFiles> &
  ReturnType<typeof importMarks> &
  ReturnType<typeof publishedFiles> &
  Pick<ReturnType<typeof dynamoCustomers>, "countCustomers" | "scanCustomers"> & {
    readSuppressions: ReadSuppressions;
    whoTheyAre: NotifyShardDeps["whoTheyAre"];
  } & ReturnType<typeof dynamoMessages>;

/** Everything a night touches, in memory, with its states as functions of one argument. */
export const nightWorld = (options: NightWorldOptions) => {
  const { settings = {}, beforeWrite = () => {}, after } = options;
  const { now: shown = "2026-11-21T03:30:00.000Z" } = options;
  const now = typeof shown === "string" ? () => shown : shown;
  const customers = new Map(options.customers.map((customer) => [customer.customerId, customer]));
  const data = crashing(beforeWrite, after?.data.objects);
  const marketing = crashing(beforeWrite, after?.marketing.objects);
  const files = { ...nightFiles(data), ...publishedFiles(marketing), ...importMarks(data) };
  const mail = fakeMail(options.refuses);
  const feedback = fakeMailFeedback();
  const clicks = fakeClicks();
  const readKeys = async () => nightKeys;
  const deps = {
    ...files,
    ...mail.ports,
    ...feedback,
    ...clicks,
    codeVersion: "0.0.0-test",
    joinsOf: () => options.joins,
    readSettings: async () =>
      parseSettings(JSON.stringify({ ...settings, mail: { ...atAnyHour, ...Object(settings.mail) } })),
    countCustomers: async () => options.counted ?? customers.size,
    countWaiting: async () => options.waiting ?? nothingWaits,
    readSendRate: async () => 14,
    readQuotaLeft: async () => Number.POSITIVE_INFINITY,
    scanCustomers: async function* (segment: number, segments: number) {
      const mine = [...customers.values()].filter((_, index) => index % segments === segment);
      for (let at = 0; at < mine.length; at += 100) yield mine.slice(at, at + 100);
    },
    whoTheyAre: async (ids: readonly string[]) => theseAmong([...customers.values()])(ids),
    readSuppressions: async () => new Map(),
    readCampaignFolder: options.readCampaignFolder ?? (async () => ({ library, broken: [] })),
    reportLeftOut: () => {},
    readKeys,
    postEvent: async () => ({ status: 204 }),
    readOutboxSecrets: async () => ({ current: Buffer.alloc(24, 7).toString("base64") }),
    publicUrl: "https://shop.example",
    now,
    createPace: () => async () => {},
    report: () => {},
    reportRefusal: () => {},
    reportUnwritten: () => {},
    newOwner: countedTokens(),
    pause: async () => {},
    countWebhooks: async () => 0,
    pauseForWebhooks: async () => {},
    ...options.replace,
  } satisfies PlanNightDeps & Record<string, unknown>;
  return {
    customers,
    data,
    marketing,
    files,
    sent: mail.sent,
    ledger: mail.messages,
    deps,
    plan: (input: NightInput) => planNight(input, deps),
    compare: async (runId: string) => {
      await deps.takeUpRun(runId);
      if (options.compared === undefined) return;
      await files.saveComparison(runId, options.compared);
      for (const { source } of options.compared.sources) await files.saveLookMark(source, { readUntil: now() });
    },
    summarise: (runId: string, shard: number) => summariseShard({ runId, shard }, deps),
    fit: (runId: string) => fitModels({ runId }, deps),
    score: (runId: string, shard: number) => scoreShard({ runId, shard }, deps),
    join: (runId: string, group: number) => joinGroup({ runId, group }, deps),
    publish: (runId: string) => publishNight({ runId }, deps),
    notify: (runId: string, shard: number) => notifyShard({ runId, shard }, deps),
    notifyLater: (runId: string, shard: number, later: LaterHour) => notifyShard({ runId, shard, later }, deps),
    close: (runId: string, insist = false) =>
      closeNight(
        { runId, insist },
        {
          ...deps,
          readOutcomesOf: (run) =>
            outcomesOfDay(run, { ...deps, whoTheyAre: (ids) => deps.whoTheyAre(ids, run.settings) }),
        },
      ),
  };
};
export type NightWorld = ReturnType<typeof nightWorld>;

export type NightStep = { name: string; run: () => Promise<unknown> };

/** The states of a planned night in their order, one step for each task. */
export const stepsOf = (world: NightWorld, { runId, shards, groups }: NightPlan): NightStep[] => {
  const each = (name: string, work: (runId: string, item: number) => Promise<unknown>, items = shards): NightStep[] =>
    items.map((item) => ({ name: `${name} ${item}`, run: () => work(runId, item) }));
  return [
    { name: "compare", run: () => world.compare(runId) },
    ...each("summarise", world.summarise),
    { name: "fit", run: () => world.fit(runId) },
    ...each("score", world.score),
    ...each("join", world.join, groups),
    { name: "publish", run: () => world.publish(runId) },
    ...each("notify", world.notify),
    { name: "close", run: () => world.close(runId) },
  ];
};

/** One whole night; answers its run id. */
export const holdNight = async (world: NightWorld, input: NightInput): Promise<string> => {
  const plan = await world.plan(input);
  for (const step of stepsOf(world, plan)) await step.run();
  return plan.runId;
};

/** What marketing received for a day, by path; the manifest without the name of the attempt. */
export const receivedFiles = (world: NightWorld, asOf: string): Map<string, string> => {
  const prefix = `nightly/dt=${asOf}/`;
  const received = [...world.marketing.objects].filter(([key]) => key.startsWith(prefix));
  return new Map(
    received
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, bytes]) => {
        const text = Buffer.from(bytes).toString(key.endsWith(".parquet") ? "base64" : "utf8");
        return [key.slice(prefix.length), key.endsWith("manifest.json") ? text.replace(/"runId": ".*"/, "") : text];
      }),
  );
};

const crashing = (beforeWrite: (key: string) => void, given?: ReadonlyMap<string, Uint8Array>) => {
  const files = fakeFiles(given);
  return {
    ...files,
    write: async (...given: Parameters<typeof files.write>) => {
      beforeWrite(given[0]);
      await files.write(...given);
    },
    writeStream: async (...given: Parameters<typeof files.writeStream>) => {
      beforeWrite(given[0]);
      await files.writeStream(...given);
    },
  };
};
