import { now } from "../../shared/runtime/now.ts";
import { holdNight } from "../system/hold-night.ts";
import { describeNight, nightOutcomeSchema } from "../system/night-outcome.ts";
import type { SystemOptions } from "../system/system.ts";
import { onSystem } from "../system/with-system.ts";
import type { Call } from "../terminal/command.ts";
import { parseDay, refuseUnfinishedDay } from "../terminal/parse-day.ts";
import type { Outcome } from "../terminal/terminal.ts";

/** Holds a night and follows it to its end. */
export const holdNightNow = async (call: Call<SystemOptions & { asOf?: string | undefined }>): Promise<Outcome> => {
  const asOf = call.options.asOf === undefined ? undefined : parseDay("--as-of", call.options.asOf);
  return onSystem(call, async (system) => {
    if (asOf !== undefined) refuseUnfinishedDay(asOf, now(), system.settings.timeZone);
    const input = { at: now(), ...(asOf !== undefined && { asOf }) };
    const outcome = nightOutcomeSchema.parse(await holdNight(system, input, call.terminal));
    return {
      ok: true,
      json: { ...outcome, bucket: system.outputs.MarketingBucket },
      prose: describeNight(outcome, system.settings.timeZone),
    };
  });
};
