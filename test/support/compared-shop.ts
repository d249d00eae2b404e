import { actOnIntake } from "../../functions/act-on-intake/act-on-intake.ts";
import { compareWithShop } from "../../functions/compare-with-shop/compare-with-shop.ts";
import { askShop } from "../../shared/adapters/ask-shop.ts";
import { nightFiles } from "../../shared/adapters/night-files.ts";
import type { SourceComparison } from "../../shared/model/comparison.ts";
import type { SigningSecrets } from "../../shared/model/keys.ts";
import { nightRunSchema } from "../../shared/model/night.ts";
import type { ComparedSource } from "../../shared/model/order.ts";
import { lastCompleteDay } from "../../shared/model/shop-time.ts";
import type { Sale } from "../../shared/sources/sale.ts";
import { sampleSale } from "../../shared/sources/sample-webhook.ts";
import { sources } from "../../shared/sources/sources.ts";
import { settings } from "./recording-deps.ts";
import { recordingWorld } from "./recording-world.ts";
import { shopServer, token } from "./shop-apis/shop-server.ts";

const paths = { woocommerce: "/wp-json/wc/v3", shopify: "/admin/api/2026-01" } as const;
const nightAt = "2026-11-21T09:30:00.000Z";

/** One shop behind its API, and what is recorded of it. Its time passes by pauses alone, a second with each answer. */
export const comparedShop = async (
  source: ComparedSource,
  { mostPerPage = 250, ...comparison }: { mostPerPage?: number; days?: number } = {},
) => {
  const shop = settings({ timeZone: "UTC", comparison: { sources: [source], ...comparison } });
  let nowMs = Date.parse(nightAt);
  let beforeAnswer: (request: number) => void = () => {};
  const server = await shopServer(source, {
    nowMs: () => nowMs,
    mostPerPage,
    beforeAnswer: (request) => beforeAnswer(request),
  });
  const world = recordingWorld(shop);
  const files = nightFiles(world.data);
  const secrets: SigningSecrets = { current: "signs", token, api: `${server.url}${paths[source]}` };
  const reported: SourceComparison[] = [];
  const pauses: number[] = [];
  const failures: unknown[] = [];
  const deps: Parameters<typeof compareWithShop>[1] = {
    ...files,
    ...world.deps,
    readSecrets: async () => secrets,
    ask: async (...asked) => {
      nowMs += 1_000;
      return askShop(...asked);
    },
    now: () => new Date(nowMs).toISOString(),
    pause: async (ms) => {
      pauses.push(ms);
      nowMs += ms;
    },
    reportComparison: (found) => reported.push(found),
    reportFailure: (_source, error) => failures.push(error),
  };

  const plan = async (at: string, attempt: number, given: { asOf?: string; simulated?: boolean }) => {
    const asOf = given.asOf ?? lastCompleteDay(at, "UTC");
    const runId = `${asOf}-${attempt}`;
    await files.saveRun(
      nightRunSchema.parse({
        ...{ runId, asOf, attempt, at, simulated: false, sendDay: asOf, shards: 1, customersCounted: 0 },
        ...{ codeVersion: "0.0.0-test", settings: shop, maxSendRate: 1, ...given },
      }),
    );
    return runId;
  };
  let attempt = 0;
  return {
    world,
    files,
    server,
    secrets,
    deps,
    pauses,
    failures,
    reported,
    at: () => new Date(nowMs).toISOString(),
    wait: (ms: number) => {
      nowMs += ms;
    },
    onAnswer: (call: (request: number) => void) => {
      beforeAnswer = call;
    },
    /** What the shop has of a sale, and whether its webhook came. */
    sell: async (sale: Sale, { told = true }: { told?: boolean } = {}) => {
      const body = sources[source].bodyOf(sale);
      server.put({ id: sale.orderId, updatedAt: sale.updatedAt, body });
      if (told) await world.deliver(source, sources[source].listing?.topic ?? "", body, sale.updatedAt);
    },
    /** A night's comparison; answers what it found. */
    compare: async (given: { asOf?: string; simulated?: boolean } = {}) => {
      attempt += 1;
      const runId = await plan(new Date(nowMs).toISOString(), attempt, given);
      const { outcome } = await compareWithShop({ runId }, deps);
      return { runId, outcome, found: (await files.findComparison(runId))?.sources[0] };
    },
    compareRun: (runId: string) => compareWithShop({ runId }, deps),
    /** All that was queued is recorded. */
    record: async () => {
      const outcomes = [];
      for (const message of world.queued.splice(0))
        outcomes.push((await actOnIntake(JSON.stringify(message), world.deps)).outcome);
      return outcomes;
    },
    orders: () => world.store.rows.orders,
  };
};
export type ComparedShop = Awaited<ReturnType<typeof comparedShop>>;

/** The sale number `id` of a customer of its own, placed at `orderedAt`. */
export const saleAt = (id: number, orderedAt: string, more: Partial<Sale> = {}): Sale => {
  const sale = sampleSale(orderedAt, { timeZone: "UTC", currency: "USD" });
  const customer = { ...sale.customer, id: String(7000 + id), email: `c${id}@example.com` };
  return { ...sale, orderId: String(id), orderedAt, updatedAt: orderedAt, customer, ...more };
};
