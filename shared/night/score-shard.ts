import { audiencesOf, type IsMeant } from "../campaigns/audiences.ts";
import { nightForConditions } from "../campaigns/conditions/condition.ts";
import { findCandidates } from "../campaigns/find-candidates.ts";
import { hoursOfSending } from "../campaigns/hours/hour-of-sending.ts";
import type { KnownCustomer } from "../campaigns/occasions/occasion.ts";
import { cellsOf, findSegments, type Membership } from "../campaigns/segments/own-segments.ts";
import { CsvParts } from "../marketing/csv-parts.ts";
import type { Campaign, Candidate } from "../model/campaign.ts";
import { type CustomerRow, ROWS_PATH } from "../model/customer-row.ts";
import type { Measure } from "../model/manifest.ts";
import type { ModelFile } from "../model/model-file.ts";
import type { NightRun, ShardInput } from "../model/night.ts";
import { EARLIER, type OwnSegment } from "../model/own-segment.ts";
import type { ScoreTally } from "../model/score-tally.ts";
import type { SummaryRow, UnscoredRow } from "../model/summary-row.ts";
import type * as Night from "../ports/night.ts";
import { type CustomerScore, scoreAt } from "../scoring/customer-score.ts";
import { readCategoryDays } from "../scoring/habits/category-days.ts";
import { emptyOwnSegments } from "../scoring/own-segments.ts";
import { addCount, addToTally, addUnscored, emptyScoreTally, type RowBeside } from "../scoring/score-tally.ts";
import { makeScorer, scoreColumns } from "../scoring/scorer.ts";
import { toSummaryColumns } from "../scoring/summaries/summary-columns.ts";
import { columnsMovedByRule } from "../scoring/turns/moved-columns.ts";
import { mergeClvSums } from "../scoring/value/clv-total.ts";
import { hashIndexOf } from "../stats/hash-index.ts";
import { findPreviousScores, findWeekBefore } from "./find-previous-scores.ts";
import { previousTierOf } from "./previous-tier.ts";
import { rowOfCustomer, summaryOf } from "./row-of-customer.ts";
import { warnEarly } from "./warn-early.ts";

export type ScoreShardDeps = {
  takeUpRun: Night.TakeUpRun;
  readModel: Night.ReadModel;
  readSummaries: Night.ReadSummaries;
  readUnscored: Night.ReadUnscored;
  readPreviousScores: Night.ReadPreviousScores;
  readWeekBefore: Night.ReadWeekBefore;
  findIdIndex: Night.FindIdIndex;
  readCampaigns: Night.ReadCampaigns;
  saveRows: Night.SaveRows;
  saveIdIndex: Night.SaveIdIndex;
  savePart: Night.SavePart;
  saveCandidates: Night.SaveCandidates;
  saveScoreTally: Night.SaveScoreTally;
};

export type ScoreShardTally = { shard: number; customers: number; candidates: number };

/**
 * Scores one shard by the night's model: rows for marketing, lines of the segment files, whom campaigns might write to,
 * and what it all adds up to. Yesterday's scores are those that the last finished night wrote (docs/adr/0002).
 */
export const scoreShard = async ({ runId, shard }: ShardInput, deps: ScoreShardDeps): Promise<ScoreShardTally> => {
  const run = await deps.takeUpRun(runId);
  const summaries = await readAll(deps.readSummaries(runId, shard));
  const asked = { run, shard, customers: summaries };
  const previous = await findPreviousScores(asked, deps);
  const model = await deps.readModel(runId);
  const before = summaries.map((summary) => previousTierOf(summary, previous.get(summary.customer_id), run.previous));
  const scorer = makeScorer(model);
  const columns = toSummaryColumns(summaries.map(summaryOf));
  const scores = scoreColumns(scorer, columns, before);
  const weekBefore = await findWeekBefore(asked, deps);
  const warnings = warnEarly(run, scorer, { customers: summaries, columns, scores, weekBefore });
  const library = await deps.readCampaigns(run.campaigns.version);
  const campaigns = library.campaigns.map(({ campaign }) => campaign);
  const segments = library.segments ?? [];
  const night = nightForConditions(run.asOf, run.settings.currency);
  const membershipOf = findSegments(segments, night, run.previous, columnsMovedByRule(model.statements));
  const own = segments.map(({ name }) => name);
  const isMeant = audiencesOf(campaigns, own, night);
  const list = candidatesOf(campaigns, run, isMeant);

  const shardOutput = newOutput(run, segments);
  mergeClvSums(shardOutput.tally.clvSums, scores.clvSums);
  shardOutput.tally.comparedWithWeekBefore = warnings.compared;
  for (const [at, summary] of summaries.entries()) {
    const score = scoreAt(scores, at);
    const known = previous.get(summary.customer_id);
    const row = rowOfCustomer({ summary, score, model, earlyWarningDrop: warnings.drops.get(at) ?? null });
    const membership = membershipOf(row, known);
    addCustomer(shardOutput, Object.assign(row, cellsOf(membership)), {
      before: known,
      weekBefore: weekBefore.get(summary.customer_id),
      comparesWeek: run.weekBefore !== undefined,
      minorPerMajor: model.minorPerMajor,
      flipped: score.flipped,
      returnsWithinYear: score.returnsWithinYear,
      own: membership,
    });
    shardOutput.candidates.push(...list(knownOf(summary, score, membership, model), row));
  }
  for await (const batch of deps.readUnscored(runId, shard)) {
    for (const row of batch) {
      shardOutput.parts.addUnscored(row);
      addUnscored(shardOutput.tally, row);
      if (row.lifecycle_stage === "prospect") shardOutput.candidates.push(...list(knownProspect(row)));
    }
  }
  await saveOutput(run, shard, shardOutput, deps);
  return { shard, customers: summaries.length, candidates: shardOutput.candidates.length };
};

type Output = { rows: CustomerRow[]; parts: CsvParts; tally: ScoreTally; candidates: Candidate[] };

const newOutput = ({ settings, asOf, previous }: NightRun, segments: readonly OwnSegment[]): Output => {
  const compared = previous?.segments?.map(({ name }) => name) ?? [];
  return {
    rows: [],
    parts: new CsvParts(settings.currency, asOf),
    tally: {
      ...emptyScoreTally(),
      ownSegments: emptyOwnSegments(
        segments.map(({ name }) => name),
        compared,
      ),
    },
    candidates: [],
  };
};

const addCustomer = (output: Output, row: CustomerRow, beside: RowBeside): void => {
  output.rows.push(row);
  output.parts.add(row, beside.before, beside.own);
  addToTally(output.tally, row, beside);
};

/** The tally comes last: who reads it finds every file it speaks of. */
const saveOutput = async (run: NightRun, shard: number, output: Output, deps: ScoreShardDeps): Promise<void> => {
  const { runId } = run;
  // Whoever joins them can tell that they are these, and whether what was joined before still is.
  const measured = run.joins !== undefined;
  const rowFile = await deps.saveRows(runId, shard, output.rows, measured);
  await deps.saveIdIndex(runId, shard, hashIndexOf(output.rows.map((row) => row.customer_id)));
  const parts = output.parts.toParts();
  const partFiles = await Promise.all(
    parts.map(async ({ path, lines }) => [path, await deps.savePart(runId, shard, { path, lines, measured })] as const),
  );
  for (const { path, rows } of parts) addCount(output.tally.lines, path, rows);
  if (measured) output.tally.wrote = wroteOf([[ROWS_PATH, rowFile], ...partFiles]);
  await deps.saveCandidates(runId, shard, output.candidates);
  await deps.saveScoreTally(runId, shard, output.tally);
};

const wroteOf = (files: readonly (readonly [path: string, file: Measure | undefined])[]) =>
  Object.fromEntries(files.flatMap(([path, file]) => (file === undefined ? [] : [[path, file]])));

const noSegments: ReadonlyMap<string, string> = new Map();

const knownOf = (
  summary: SummaryRow,
  { tier, since, orderDueOn }: CustomerScore,
  own: Membership,
  model: Pick<ModelFile, "categories">,
): KnownCustomer => ({
  customerId: summary.customer_id,
  firstDay: summary.first_day,
  lastDay: summary.last_day,
  purchaseDays: summary.repeats + 1,
  orderDueOn,
  tier,
  tierSince: since,
  inSegments:
    own.names.length === 0 ? noSegments : new Map(own.names.map((name, at) => [name, own.since[at] ?? EARLIER])),
  birthday: summary.birthday ?? undefined,
  country: summary.country ?? undefined,
  usualHour: summary.usual_hour ?? undefined,
  cartLeftOn: summary.cart_left_on ?? undefined,
  ...(summary.category_days !== null && { categories: knownCategories(summary.category_days, model) }),
});

const knownCategories = (column: string, { categories = [] }: Pick<ModelFile, "categories">) =>
  new Map(
    readCategoryDays(column).map(({ category, first, last, days, usually }) => {
      const ofShop = categories.find((one) => one.category === category)?.usually;
      const lastsDays = usually ?? ofShop ?? undefined;
      return [category, { firstDay: first, lastDay: last, purchaseDays: days, lastsDays }] as const;
    }),
  );

const knownProspect = ({ customer_id, cart_left_on }: UnscoredRow): KnownCustomer => ({
  customerId: customer_id,
  ...{ firstDay: undefined, lastDay: undefined, purchaseDays: 0, orderDueOn: undefined },
  tier: undefined,
  tierSince: {},
  inSegments: noSegments,
  birthday: undefined,
  country: undefined,
  usualHour: undefined,
  cartLeftOn: cart_left_on ?? undefined,
});

/** Whom campaigns might write to about what, each with the hours at which that may go. */
const candidatesOf = (campaigns: readonly Campaign[], run: NightRun, isMeant: IsMeant) => {
  const hourOf = hoursOfSending(run);
  const byId = new Map(campaigns.map((campaign) => [campaign.id, campaign]));
  const withHour = (candidate: Candidate, customer: KnownCustomer): Candidate => {
    const campaign = byId.get(candidate.campaignId);
    return campaign === undefined ? candidate : { ...candidate, ...hourOf(campaign, customer) };
  };
  return (customer: KnownCustomer, row?: CustomerRow): Candidate[] =>
    findCandidates(customer, campaigns, run)
      .filter((one) => isMeant(one, row))
      .map((one) => withHour(one, customer));
};

const readAll = async <Row>(batches: AsyncIterable<readonly Row[]>): Promise<Row[]> => {
  const rows: Row[] = [];
  for await (const batch of batches) rows.push(...batch);
  return rows;
};
