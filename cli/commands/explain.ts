import type { Command } from "commander";
import { z } from "zod";
import { findSubject, identitiesMeantBy } from "../../functions/record-orders/find-subject.ts";
import { nightFiles } from "../../shared/adapters/night-files.ts";
import { publishedFiles } from "../../shared/adapters/published-files.ts";
import { consentFor } from "../../shared/model/consent.ts";
import type { Customer } from "../../shared/model/customer.ts";
import type { ModelFile } from "../../shared/model/model-file.ts";
import { toEpochDay } from "../../shared/scoring/epoch-day.ts";
import { decodePurchaseDays } from "../../shared/scoring/purchase-days.ts";
import { summarisePurchases } from "../../shared/scoring/purchase-summary.ts";
import { makeScorer, scoreCustomer } from "../../shared/scoring/scorer.ts";
import { answering, command, systemOptionsSchema, withSystem } from "../command.ts";
import { describeExplanation, type Explanation } from "../explain/describe-explanation.ts";
import { explainScore } from "../explain/explain-score.ts";
import { nobody } from "../nobody.ts";
import { openStores, type Stores } from "../stores.ts";
import type { Outcome } from "../terminal.ts";
import { UsageError } from "../usage-error.ts";
import { onSystem } from "../with-system.ts";
import { parseDay } from "./nightly.ts";

/** `rouse explain CUSTOMER`: every number, and what it was made from. */
export const explainCommand = (): Command =>
  answering(
    withSystem(command("explain", "every number about a customer, with what is behind it", "explain C10042"))
      .argument("<customer>", "an e-mail address, a customer id, or an identity such as shopify:123")
      .option("--as-of <day>", "by the night of this day (default: the latest one)"),
    systemOptionsSchema.extend({ asOf: z.string().optional() }),
    async ({ args: [word = ""], options, terminal }) =>
      onSystem(options, terminal, async (system) => {
        const stores = await openStores(system);
        const model = await findModel(stores, options.asOf);
        const { customers } = await findSubject(identitiesMeantBy(word, stores.hash), stores);
        const explanations = await Promise.all(customers.map((customer) => explain(customer, model, stores)));
        return explanations.length === 0 ? nobody() : outcomeOf(explanations);
      }),
  );

const findModel = async ({ marketing }: Stores, day: string | undefined): Promise<ModelFile> => {
  const published = publishedFiles(marketing);
  const asOf = day === undefined ? (await published.findLatest())?.asOf : parseDay("--as-of", day);
  const model = asOf === undefined ? undefined : await published.findPublishedModel(asOf);
  if (model !== undefined) return model;
  throw new UsageError(
    asOf === undefined ? "No night has been held yet. Run: rouse nightly" : `There is no night for ${asOf}.`,
  );
};

const explain = async (customer: Customer, model: ModelFile, stores: Stores): Promise<Explanation> => {
  const orders = await stores.readOrdersOf(customer.customerId);
  const days = decodePurchaseDays(customer.days);
  const summary = summarisePurchases(days, toEpochDay(model.asOf), model.rfm.windowDays);
  const before = await nightFiles(stores.data).findScoreBefore(customer.customerId, model.asOf);
  const previous = before &&
    summary && { tier: before.tier, boughtSince: toEpochDay(before.last_order_on) < summary.lastDay };
  return {
    customerId: customer.customerId,
    asOf: model.asOf,
    currency: model.currency,
    consent: consentFor(customer.consents, customer.emailKey),
    orders: orders
      .map(({ orderKey, day, counted, netMinor }) => ({ orderKey, ...(day && { day }), counted, netMinor }))
      .sort((a, b) => ((a.day ?? "") < (b.day ?? "") ? -1 : 1)),
    summary: summary ?? null,
    numbers: summary ? explainScore(summary, scoreCustomer(makeScorer(model), summary, previous), model) : [],
  };
};

const outcomeOf = (explanations: readonly Explanation[]): Outcome => ({
  ok: true,
  json: explanations.length === 1 ? explanations[0] : explanations,
  prose: explanations.flatMap(describeExplanation),
});
