import type { Customer } from "../../shared/model/customer.ts";
import type { CustomerRow } from "../../shared/model/customer-row.ts";
import type { ModelFile } from "../../shared/model/model-file.ts";
import type { NightRun } from "../../shared/model/night.ts";
import type { SummaryRow } from "../../shared/model/summary-row.ts";
import { scoreShard } from "../../shared/night/score-shard.ts";
import { summariseShard } from "../../shared/night/summarise-shard.ts";
import type { ReadSuppressions } from "../../shared/ports/messages.ts";
import type { FindCampaigns, FindIdIndex, ReadPreviousScores, ReadWeekBefore } from "../../shared/ports/night.ts";

const nothing = async (): Promise<undefined> => undefined;

/**
 * What `summarise` makes of a customer as they are known now, as of a night's day; undefined where nothing was bought until
 * then. The state itself, with one customer to scan and its writes caught.
 */
export const summariseAgain = async (
  customer: Customer,
  run: NightRun,
  readSuppressions: ReadSuppressions,
): Promise<SummaryRow | undefined> => {
  const caught: SummaryRow[] = [];
  await summariseShard(
    { runId: run.runId, shard: 0 },
    {
      takeUpRun: async () => run,
      scanCustomers: async function* () {
        yield [customer];
      },
      readSuppressions,
      saveSummaries: async (_runId, _shard, rows) => void caught.push(...rows),
      saveUnscored: nothing,
      saveMoney: nothing,
      saveAggregates: nothing,
      saveSummaryTally: nothing,
    },
  );
  return caught[0];
};

/** What `score` makes of one row of a shard file by a night's model: the state itself, its writes caught. */
export const scoreAgain = async (
  summary: SummaryRow,
  { run, model, shard }: { run: NightRun; model: ModelFile; shard: number },
  earlier: {
    readPreviousScores: ReadPreviousScores;
    readWeekBefore: ReadWeekBefore;
    findIdIndex: FindIdIndex;
    findCampaigns: FindCampaigns;
  },
): Promise<CustomerRow> => {
  const caught: CustomerRow[] = [];
  await scoreShard(
    { runId: run.runId, shard },
    {
      takeUpRun: async () => run,
      readModel: async () => model,
      readSummaries: async function* () {
        yield [summary];
      },
      readUnscored: async function* () {
        yield [];
      },
      readPreviousScores: earlier.readPreviousScores,
      readWeekBefore: earlier.readWeekBefore,
      findIdIndex: earlier.findIdIndex,
      // Of them the segments alone: nobody is a candidate by a replay.
      readCampaigns: async (version) => {
        const segments = (await earlier.findCampaigns(version))?.segments;
        return { campaigns: [], ...(segments && { segments }) };
      },
      saveRows: async (_runId, _shard, rows) => void caught.push(...rows),
      saveIdIndex: nothing,
      savePart: nothing,
      saveCandidates: nothing,
      saveScoreTally: nothing,
    },
  );
  const [row] = caught;
  if (row === undefined) throw new Error(`score left out customer ${summary.customer_id}, whom summarise had counted`);
  return row;
};
