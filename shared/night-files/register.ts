import * as z from "zod";
import { candidateSchema } from "../model/campaign.ts";
import { campaignLibrarySchema } from "../model/campaign-library.ts";
import { comparisonSchema, lookMarkSchema } from "../model/comparison.ts";
import { customerRowSchema, customerTable } from "../model/customer-row.ts";
import { joinedGroupSchema } from "../model/joined-group.ts";
import { latestSchema, manifestSchema, publishedFileSchema } from "../model/manifest.ts";
import { messageOutcomesSchema } from "../model/message.ts";
import { modelFileSchema } from "../model/model-file.ts";
import { finishedNightSchema, marketingKeys, nightRunSchema, runEndSchema, workKeys } from "../model/night.ts";
import { postDueSchema } from "../model/post-due.ts";
import { promiseFileSchema, promiseKey } from "../model/promise-file.ts";
import { scoreTallySchema } from "../model/score-tally.ts";
import { summaryTable, unscoredTable } from "../model/summary-row.ts";
import { daySchema } from "../model/time.ts";
import { shardAggregatesSchema, summaryTallySchema } from "../scoring/shard-aggregates.ts";
import { moneyFileSchema } from "../scoring/summaries/money.ts";
import {
  comparisonColumns,
  messagesColumns,
  movedColumns,
  movementColumns,
  outboxColumns,
  promisesColumns,
  segmentIndexColumns,
} from "./csv-columns.ts";
import { csvOf, jsonOf, type NightFile, parquetOf } from "./night-file.ts";

const nobody = { how: "nobody" } as const;
const byCustomer = { how: "rows", customerId: "customer_id", email: "email" } as const;
const listByCustomer = { how: "list", customerId: "customerId" } as const;
const customerColumns = customerRowSchema.keyof().options;

/**
 * Every file of a night: what the states leave for each other in the data bucket, and what marketing receives in its own.
 * Erasure goes by it, and a whole night is tested against it: a file that is written and not here fails the test, and so
 * does one here that is never written.
 */
export const nightFileRegister = {
  run: {
    key: workKeys.run,
    ...jsonOf(nightRunSchema, nobody),
    writtenBy: "plan",
    readBy: [
      "plan",
      "compare",
      "summarise",
      "fit",
      "score",
      "join",
      "publish",
      "notify",
      "close",
      "explain",
      "open-post",
    ],
    kept: "work",
  },
  campaigns: {
    key: workKeys.campaigns,
    ...jsonOf(campaignLibrarySchema, nobody),
    writtenBy: "plan",
    readBy: ["score", "publish", "notify", "close"],
    kept: "work",
  },
  look: {
    key: workKeys.look,
    ...jsonOf(lookMarkSchema, nobody),
    writtenBy: "compare",
    readBy: ["later-night"],
    kept: "work",
  },
  comparison: {
    key: workKeys.comparison,
    // Orders by the shop's own numbers, and nobody's.
    ...jsonOf(comparisonSchema, nobody),
    writtenBy: "compare",
    readBy: ["compare", "publish", "close"],
    kept: "work",
  },
  summaries: {
    key: workKeys.summaries,
    ...parquetOf(summaryTable, byCustomer),
    writtenBy: "summarise",
    readBy: ["score", "explain"],
    kept: "work",
  },
  unscored: {
    key: workKeys.unscored,
    ...parquetOf(unscoredTable, byCustomer),
    writtenBy: "summarise",
    readBy: ["score"],
    kept: "work",
  },
  aggregates: {
    key: workKeys.aggregates,
    ...jsonOf(shardAggregatesSchema, nobody),
    writtenBy: "summarise",
    readBy: ["fit"],
    kept: "work",
  },
  summaryTally: {
    key: workKeys.summaryTally,
    ...jsonOf(summaryTallySchema, nobody),
    writtenBy: "summarise",
    readBy: ["close"],
    kept: "work",
  },
  money: {
    key: workKeys.money,
    ...jsonOf(moneyFileSchema, nobody),
    writtenBy: "summarise",
    readBy: ["fit"],
    kept: "work",
  },
  model: {
    key: workKeys.model,
    ...jsonOf(modelFileSchema, nobody),
    writtenBy: "fit",
    readBy: ["score", "publish", "close"],
    kept: "work",
  },
  rows: {
    key: workKeys.rows,
    ...parquetOf(customerTable, byCustomer),
    writtenBy: "score",
    readBy: ["join", "publish", "later-night", "explain"],
    kept: "work",
  },
  idIndex: {
    key: workKeys.idIndex,
    content: { format: "hashes" },
    erasure: { how: "remade" },
    writtenBy: "score",
    readBy: ["later-night", "erasure", "explain"],
    kept: "work",
  },
  parts: {
    key: workKeys.part,
    ...csvOf(customerColumns, { how: "whole" }),
    writtenBy: "score",
    readBy: ["join", "publish"],
    kept: "work",
  },
  joined: {
    key: workKeys.joined,
    ...jsonOf(joinedGroupSchema, nobody),
    writtenBy: "join",
    readBy: ["join", "publish"],
    kept: "work",
  },
  joinedParts: {
    key: workKeys.joinedPart,
    ...csvOf(customerColumns, { how: "whole" }),
    writtenBy: "join",
    readBy: ["publish"],
    kept: "work",
  },
  joinedRows: {
    key: workKeys.joinedRows,
    ...parquetOf(customerTable, { how: "whole" }),
    writtenBy: "join",
    readBy: ["publish"],
    kept: "work",
  },
  candidates: {
    key: workKeys.candidates,
    ...jsonOf(z.array(candidateSchema), listByCustomer),
    writtenBy: "score",
    readBy: ["notify"],
    kept: "work",
  },
  scoreTally: {
    key: workKeys.scoreTally,
    ...jsonOf(scoreTallySchema, nobody),
    writtenBy: "score",
    readBy: ["join", "publish", "close"],
    kept: "work",
  },
  published: {
    key: workKeys.published,
    ...jsonOf(z.array(publishedFileSchema), nobody),
    writtenBy: "publish",
    readBy: ["close"],
    kept: "work",
  },
  outcomes: {
    key: workKeys.messages,
    ...jsonOf(messageOutcomesSchema, listByCustomer),
    writtenBy: "notify",
    readBy: ["close"],
    kept: "work",
  },
  postDue: {
    key: workKeys.postDue,
    ...jsonOf(postDueSchema, nobody),
    writtenBy: "close",
    readBy: ["open-post"],
    kept: "work",
  },
  end: {
    key: workKeys.end,
    ...jsonOf(runEndSchema, nobody),
    writtenBy: "close",
    readBy: ["erasure"],
    kept: "work",
  },
  finishedNight: {
    key: workKeys.night,
    ...jsonOf(finishedNightSchema, nobody),
    writtenBy: "close",
    readBy: ["later-night", "explain", "open-post"],
    kept: "work",
  },
  promise: {
    key: promiseKey,
    ...jsonOf(promiseFileSchema, nobody),
    writtenBy: "close",
    readBy: ["later-night"],
    kept: "promises",
  },
  notice: {
    key: workKeys.notice,
    ...jsonOf(z.object({ asOf: daySchema, told: z.array(z.string()) }), nobody),
    writtenBy: "close",
    readBy: ["close"],
    kept: "work",
  },
  customersCsv: {
    key: marketingKeys.customers,
    ...csvOf(customerColumns, byCustomer),
    writtenBy: "publish",
    readBy: ["marketing"],
    kept: "nights",
  },
  customersParquet: {
    key: marketingKeys.customersTable,
    ...parquetOf(customerTable, byCustomer),
    writtenBy: "publish",
    readBy: ["marketing"],
    kept: "nights",
  },
  segmentCsv: {
    key: marketingKeys.segment,
    ...csvOf(customerColumns, byCustomer),
    writtenBy: "publish",
    readBy: ["marketing"],
    kept: "nights",
  },
  movementCsv: {
    key: marketingKeys.movement,
    ...csvOf(movementColumns, nobody),
    writtenBy: "publish",
    readBy: ["marketing"],
    kept: "nights",
  },
  movedCsv: {
    key: marketingKeys.moved,
    ...csvOf(movedColumns, { how: "rows", customerId: "customer_id" }),
    writtenBy: "publish",
    readBy: ["marketing"],
    kept: "nights",
  },
  promisesCsv: {
    key: marketingKeys.promises,
    ...csvOf(promisesColumns, nobody),
    writtenBy: "publish",
    readBy: ["marketing"],
    kept: "nights",
  },
  segmentIndex: {
    key: marketingKeys.segmentIndex,
    ...csvOf(segmentIndexColumns, nobody),
    writtenBy: "publish",
    readBy: ["marketing"],
    kept: "nights",
  },
  publishedModel: {
    key: marketingKeys.model,
    ...jsonOf(modelFileSchema, nobody),
    writtenBy: "publish",
    readBy: ["later-night", "explain", "marketing"],
    kept: "nights",
  },
  messagesCsv: {
    key: marketingKeys.messages,
    ...csvOf(messagesColumns, { how: "rows", customerId: "customer_id" }),
    writtenBy: "close",
    readBy: ["marketing"],
    kept: "nights",
  },
  outboxCsv: {
    key: marketingKeys.outbox,
    ...csvOf(outboxColumns, { how: "rows", customerId: "customer_id" }),
    writtenBy: "close",
    readBy: ["marketing"],
    kept: "nights",
  },
  comparisonCsv: {
    key: marketingKeys.comparison,
    ...csvOf(comparisonColumns, nobody),
    writtenBy: "publish",
    readBy: ["marketing"],
    kept: "nights",
  },
  report: {
    key: marketingKeys.report,
    content: { format: "html" },
    erasure: nobody,
    writtenBy: "close",
    readBy: ["marketing"],
    kept: "nights",
  },
  manifest: {
    key: marketingKeys.manifest,
    ...jsonOf(manifestSchema, nobody),
    writtenBy: "close",
    readBy: ["explain", "marketing"],
    kept: "nights",
  },
  latest: {
    key: marketingKeys.latest,
    ...jsonOf(latestSchema, nobody),
    writtenBy: "close",
    readBy: ["close", "explain", "marketing"],
    kept: undefined,
  },
} as const satisfies Readonly<Record<string, NightFile>>;

/** The kind of file that a key names; undefined for one that no night of this version writes. */
export const nightFileOf = (key: string): NightFile | undefined =>
  Object.values<NightFile>(nightFileRegister).find((file) => file.key.matches(key));
