import { consentFor } from "../../shared/model/consent.ts";
import type { Customer } from "../../shared/model/customer.ts";
import { type CustomerRow, customerTable } from "../../shared/model/customer-row.ts";
import { eventColumns } from "../../shared/model/event-columns.ts";
import type { Manifest } from "../../shared/model/manifest.ts";
import type { MessageOutcome } from "../../shared/model/message.ts";
import type { ModelFile } from "../../shared/model/model-file.ts";
import type { NightRun } from "../../shared/model/night.ts";
import type { PreviousScore } from "../../shared/model/previous-score.ts";
import { settingsSchema } from "../../shared/model/settings.ts";
import { type SummaryRow, summaryTable } from "../../shared/model/summary-row.ts";
import { nothingWaits } from "../../shared/model/waiting.ts";
import { previousTierOf } from "../../shared/night/previous-tier.ts";
import { summaryOf } from "../../shared/night/row-of-customer.ts";
import type {
  FindCampaigns,
  FindIdIndex,
  FindInRun,
  FindOutcomes,
  FindScoreBefore,
  ReadPreviousScores,
  ReadRunsOf,
  ReadWeekBefore,
} from "../../shared/ports/night.ts";
import { makeScorer, scoreCustomer } from "../../shared/scoring/scorer.ts";
import { addDays, toEpochDay } from "../../shared/scoring/summaries/epoch-day.ts";
import type { Explanation } from "./describe-explanation.ts";
import type { Facts } from "./evidence.ts";
import { explainMails } from "./explain-mails.ts";
import { explainRow } from "./explain-row.ts";
import { channelsKnown, type KnownDeps, ordersOf, otherNamesOf } from "./known-now.ts";
import { modelsBehind } from "./models-behind.ts";
import { scoreAgain, summariseAgain } from "./replay-night.ts";

export type ExplainDeps = KnownDeps & {
  readRunsOf: ReadRunsOf;
  findInRun: FindInRun;
  findScoreBefore: FindScoreBefore;
  readPreviousScores: ReadPreviousScores;
  findCampaigns: FindCampaigns;
  findIdIndex: FindIdIndex;
  readWeekBefore: ReadWeekBefore;
  findOutcomes: FindOutcomes;
};

/** A published night: its model, and the manifest that says which run and which code made it. */
export type PublishedNight = { manifest: Pick<Manifest, "runId" | "asOf" | "codeVersion">; model: ModelFile };

/**
 * Every number that a published night said of a customer, made again by the night's own states from what the night knew:
 * the row that `summarise` left, its model, and the scores it took for yesterday's. Where those files have expired, from
 * the customer as known now. What comes out otherwise than it stands in the night's file is said.
 */
export const explainCustomer = async (
  customer: Customer,
  night: PublishedNight,
  runningVersion: string,
  deps: ExplainDeps,
): Promise<Explanation> => {
  const { manifest, model } = night;
  const then = await askNight(customer.customerId, manifest, deps);
  const run = then.run ?? runOf(night);
  const now = await summariseAgain(customer, run, deps.readSuppressions);
  const summary = then.known?.summary ?? now;
  const row = summary && (await scoreAgain(summary, { run, model, shard: then.known?.shard ?? 0 }, deps));
  return {
    customerId: customer.customerId,
    knownAs: otherNamesOf(customer),
    asOf: model.asOf,
    currency: model.currency,
    night: { runId: manifest.runId, codeVersion: manifest.codeVersion, runningVersion },
    restsOn: then.known ? "night" : then.run ? "unknown-then" : "expired",
    changedSince: then.known ? differing(orderColumns, then.known.summary, now) : [],
    consent: consentFor(customer.consents, customer.emailKey),
    channels: channelsKnown(customer),
    events: customer.events ?? {},
    orders: ordersOf(await deps.readOrdersOf(customer.customerId)),
    mails: await explainMails(customer, then.outcomes, deps),
    summary: summary ? summaryOf(summary) : null,
    row: row ?? null,
    behind: summary ? modelsBehind(summary, model) : null,
    differs: then.known?.row && row ? differing(Object.keys(customerTable.columns), then.known.row, row) : [],
    numbers: summary && row ? explainRow(factsOf(summary, row, model, then), then.known?.row) : [],
  };
};

/** What a shard file knows of a customer's orders: address, birthday, country, consent and events may change as they like. */
const aside: ReadonlySet<string> = new Set([
  "email",
  "birthday",
  "country",
  "consent",
  "reachable",
  ...Object.keys(eventColumns),
]);
const orderColumns = Object.keys(summaryTable.columns).filter((name) => !aside.has(name));

type Then = {
  run?: NightRun | undefined;
  known?: Awaited<ReturnType<FindInRun>>;
  before?: PreviousScore | undefined;
  weekBefore?: CustomerRow | undefined;
  /** What became of those that the night wanted to write to, as far as they were in the customer's shard. */
  outcomes?: readonly MessageOutcome[] | undefined;
};

/** What a night's own files still tell of a customer, and those of the nights that it compared with. */
const askNight = async (
  customerId: string,
  { asOf, runId }: PublishedNight["manifest"],
  deps: ExplainDeps,
): Promise<Then> => {
  const run = (await deps.readRunsOf(asOf)).find((one) => one.runId === runId);
  if (run === undefined) return {};
  const known = await deps.findInRun(customerId, run);
  return {
    run,
    known,
    outcomes: known && (await deps.findOutcomes(runId, known.shard)),
    before: await deps.findScoreBefore(customerId, asOf),
    weekBefore: run.weekBefore && (await deps.findInRun(customerId, run.weekBefore))?.row,
  };
};

const factsOf = (summary: SummaryRow, row: CustomerRow, model: ModelFile, { run, before, weekBefore }: Then): Facts => {
  const previous = previousTierOf(summary, before, run?.previous);
  const score = scoreCustomer(makeScorer(model), summaryOf(summary), previous);
  return { summary, row, model, score, before, weekBefore };
};

/** Columns of a table in which one row is not as another. */
const differing = <Row extends Record<string, unknown>>(
  columns: readonly string[],
  one: Row,
  other: Row | undefined,
): string[] => columns.filter((name) => !Object.is(one[name], other?.[name]));

/** As much of a run as its model and manifest still tell once its own files have expired: no yesterday. */
const runOf = ({ manifest: { runId, asOf, codeVersion }, model }: PublishedNight): NightRun => ({
  runId,
  asOf,
  attempt: 1,
  at: new Date(toEpochDay(addDays(asOf, 1)) * 86_400_000).toISOString(),
  simulated: true,
  sendDay: addDays(asOf, 1),
  shards: 1,
  customersCounted: model.customers,
  codeVersion,
  settings: settingsSchema.parse({ currency: model.currency, rfm: { windowDays: model.rfm.windowDays } }),
  campaigns: { version: "", leftOut: [] },
  waiting: nothingWaits,
  maxSendRate: 1,
});
