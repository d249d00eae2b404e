import * as z from "zod";
import { handedChannelSchema } from "../../shared/model/channel.ts";
import { comparisonOutcomeSchema } from "../../shared/model/comparison.ts";
import { counted, grouped } from "../../shared/model/counted.ts";
import { approvalMetSchema, heldMetSchema } from "../../shared/model/held.ts";
import { importMetSchema } from "../../shared/model/import-mark.ts";
import { currencySchema } from "../../shared/model/money.ts";
import { notCountedSchema } from "../../shared/model/order.ts";
import { unsentSchema } from "../../shared/model/refusal.ts";
import { daySchema, instantSchema } from "../../shared/model/time.ts";
import { waitingSchema } from "../../shared/model/waiting.ts";
import { salesSchema } from "../../shared/scoring/summaries/sales.ts";
import { approvalMetWords } from "../../shared/words/approval-words.ts";
import { brokenOffWords, comparisonWords } from "../../shared/words/comparison.ts";
import { heldMetWords } from "../../shared/words/held-words.ts";
import { importWords } from "../../shared/words/import-unfinished.ts";
import { inProgressWords } from "../../shared/words/in-progress.ts";
import { manyNotCountedWords } from "../../shared/words/not-counted.ts";
import { unsentWords } from "../../shared/words/refusal-words.ts";
import { salesWords } from "../../shared/words/sales.ts";
import { toComeWords } from "../../shared/words/to-come-words.ts";
import { waitingWords } from "../../shared/words/waiting.ts";

/** What the last state of a night answers. */
export const nightOutcomeSchema = z.object({
  runId: z.string(),
  asOf: daySchema,
  customers: z.int(),
  written: z.int(),
  writtenBefore: z.int(),
  /** Absent where nothing was handed over to other systems. */
  handedOver: z.partialRecord(handedChannelSchema, z.int()).optional(),
  inProgress: z.int(),
  /** Mails that go later on their day, by the moment from which they may. */
  toCome: z.record(instantSchema, z.int()).optional(),
  /** Those whose hour is to come as well, and that leave then only if somebody has released them. */
  toComeOnceReleased: z.int().optional(),
  wouldBeMail: z.int(),
  importMet: importMetSchema,
  held: heldMetSchema,
  approval: approvalMetSchema.optional(),
  files: z.int(),
  told: z.int(),
  unsent: unsentSchema,
  waiting: waitingSchema,
  comparison: comparisonOutcomeSchema.optional(),
  orders: z.object({ counted: z.int(), notCounted: notCountedSchema }),
  sales: salesSchema.extend({ currency: currencySchema }),
});
export type NightOutcome = z.infer<typeof nightOutcomeSchema>;

/** What a night says of what it could not know or do; nothing where all went as it should. */
export const remarksOf = (night: NightOutcome): string[] => [...remarksOnNumbers(night), ...remarksOnMail(night)];

/** All that a night says: what keeps its mail back before the hours at which it leaves, so that no hour is promised of what is held. */
export const describeNight = (night: NightOutcome, timeZone: string): string[] => {
  const { toCome = {}, toComeOnceReleased: onceReleased = 0 } = night;
  return [
    sentenceOf(night),
    ...remarksOnMail(night),
    ...toComeWords({ toCome, onceReleased }, timeZone).map(({ en }) => en),
    ...remarksOnNumbers(night),
  ];
};

const remarksOnNumbers = ({ waiting, comparison, orders, sales }: NightOutcome): string[] =>
  [
    ...salesWords(sales),
    ...manyNotCountedWords(orders.notCounted, orders.counted + sales.orders),
    ...waitingWords(waiting),
    ...(comparison === "broken-off"
      ? [brokenOffWords]
      : (comparison ?? []).flatMap((found) => comparisonWords(found, true))),
  ].map(({ en }) => en);

const remarksOnMail = ({ importMet, held, approval, unsent, inProgress }: NightOutcome): string[] =>
  [
    ...importWords(importMet),
    ...heldMetWords(held),
    ...approvalMetWords(approval),
    ...unsentWords(unsent),
    ...inProgressWords(inProgress),
  ].map(({ en }) => en);

/** What came of a night, in a sentence. */
export const sentenceOf = ({
  runId,
  asOf,
  customers,
  written,
  writtenBefore,
  handedOver = {},
  inProgress,
  wouldBeMail,
  files,
}: NightOutcome): string => {
  const before = writtenBefore > 0 ? ` (${grouped(writtenBefore)} before, for the same day)` : "";
  const open = inProgress > 0 ? `, ${grouped(inProgress)} in progress` : "";
  const wouldBe = wouldBeMail > 0 ? `, ${grouped(wouldBeMail)} would have been` : "";
  const handed = Object.entries(handedOver)
    .map(([channel, messages]) => `${counted(messages, "message")} handed over for ${channel}, `)
    .join("");
  return `Night ${runId} for ${asOf}: ${counted(customers, "customer")} scored, ${counted(written, "mail")} sent${before}${open}${wouldBe}, ${handed}${counted(files, "file")} published.`;
};
