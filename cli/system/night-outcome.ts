import { z } from "zod";
import { daySchema } from "../../shared/model/time.ts";

/** What the last state of a night answers. */
export const nightOutcomeSchema = z.object({
  runId: z.string(),
  asOf: daySchema,
  customers: z.int(),
  written: z.int(),
  files: z.int(),
  told: z.int(),
});
export type NightOutcome = z.infer<typeof nightOutcomeSchema>;

/** What came of a night, in a sentence. */
export const sentenceOf = ({ runId, asOf, customers, written, files }: NightOutcome): string =>
  `Night ${runId} for ${asOf}: ${customers.toLocaleString("en-US")} customers scored, ${written.toLocaleString("en-US")} mails sent for this day, ${files} files published.`;
