import type { Settings } from "../model/settings.ts";
import type { Warmed, WarmUp } from "../model/warm-up.ts";
import { type CameBack, harmOf, isClean } from "./harm.ts";

/**
 * To how many dormant addresses mail may go in a day. It grows by what went out the day before, so that a number that nobody needs does
 * not grow unseen, and only once so little came back that it cannot well be chance.
 *
 * @param before the newest day that had a number; undefined where warming up begins
 * @param came what came back of warm-up mail lately
 */
export const warmUpNumber = (
  before: Warmed | undefined,
  came: CameBack,
  { start, growth }: Pick<Settings["mail"]["warmUp"], "start" | "growth">,
): WarmUp => {
  if (harmOf(came) !== undefined) return { number: 0, trend: "stopped", came };
  if (before === undefined || before.number === 0) return { number: start, trend: "begins", came };
  const grown = isClean(came) ? Math.floor(before.mails * growth) : 0;
  return grown > before.number
    ? { number: grown, trend: "grows", came }
    : { number: before.number, trend: "stands", came };
};
