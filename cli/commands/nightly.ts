import type { Command } from "commander";
import { z } from "zod";
import { lastCompleteDay } from "../../shared/model/shop-time.ts";
import { daySchema, type Instant } from "../../shared/model/time.ts";
import { now } from "../../shared/runtime/now.ts";
import { holdNight } from "../system/hold-night.ts";
import { onSystem } from "../system/with-system.ts";
import { answering, command, systemOptionsSchema, withSystem } from "../terminal/command.ts";
import { UsageError } from "../terminal/usage-error.ts";

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

export const parseDay = (option: string, text: string): string => {
  if (daySchema.safeParse(text).success) return text;
  throw new UsageError(`${option} got "${text}"; expected a day as YYYY-MM-DD, such as 2026-11-20.`);
};

/** @throws UsageError if a day is not over yet in the shop's time zone */
export const refuseUnfinishedDay = (asOf: string, at: Instant, timeZone: string): void => {
  const lastDay = lastCompleteDay(at, timeZone);
  if (asOf <= lastDay) return;
  throw new UsageError(
    `--as-of ${asOf} is not over yet in ${timeZone}. Give the last complete day, ${lastDay}, or an earlier one.`,
  );
};

/** `rouse nightly`: a night now. */
export const nightlyCommand = (): Command =>
  answering(
    withSystem(command("nightly", "run a night now, and follow it to its end", "nightly --as-of 2026-11-20")).option(
      "--as-of <day>",
      "the day the night describes (default: the last complete day in the shop's time zone); an earlier day mails nobody",
    ),
    systemOptionsSchema.extend({ asOf: z.string().optional() }),
    async ({ options, terminal }) => {
      const asOf = options.asOf === undefined ? undefined : parseDay("--as-of", options.asOf);
      return onSystem(options, terminal, async (system) => {
        if (asOf !== undefined) refuseUnfinishedDay(asOf, now(), system.settings.timeZone);
        const input = { at: now(), ...(asOf !== undefined && { asOf }) };
        const outcome = nightOutcomeSchema.parse(await holdNight(system, input, terminal));
        return {
          ok: true,
          json: { ...outcome, bucket: system.outputs.MarketingBucket },
          prose: [sentenceOf(outcome)],
        };
      });
    },
  );

export const sentenceOf = ({ runId, asOf, customers, written, files }: NightOutcome): string =>
  `Night ${runId} for ${asOf}: ${customers.toLocaleString("en-US")} customers scored, ${written.toLocaleString("en-US")} mails sent for this day, ${files} files published.`;
