import { counted, grouped } from "../../model/counted.ts";
import type { Statement } from "../../model/model-file.ts";
import type { NextOrderProof, ReturnBin, Returns, WindowEnd } from "../../model/next-order.ts";
import { RETURN_DAYS, YEAR_HELD_BACK } from "../../model/rule-limits.ts";
import { longDay, measured } from "../../words/said.ts";
import { FEWEST_BUYERS } from "./window-coverage.ts";

/** By how much coverage may miss before the night says so. */
const TOLERANCE = 0.05;

/** Misses of a tenth of customers from which the night says so: a share of them, beyond so many standard errors. */
const RETURNS_OFF = 0.1;
const CLEARLY = 3;

/** What a night says of the next order's window, each sentence with the counts it rests on. */
export const nextOrderStatements = {
  unproven: (cut: string, flawed = false): Statement => ({
    code: "next-order-unproven",
    text: `The window of the next order cannot be checked: ${flawed ? "what customers did tells nothing of the days after" : "no model could be fitted to what was known on"} ${longDay(cut)}.`,
  }),
  /** Nothing where all three days cover what they say. */
  proven: (recalibrated: boolean, { ends, cut, horizonDays }: NextOrderProof): Statement[] => {
    const said: Statement[] = [];
    const covered = (end: WindowEnd) => (recalibrated ? end.recalibrated : end.plain);
    const unseen = ends.filter((end) => covered(end) === null);
    if (unseen.length > 0) {
      const which = unseen.map(({ share, buyers }) => `${measured(share)} (${counted(buyers, "buyer")})`).join(", ");
      said.push({
        code: "next-order-unproven",
        text: `The window of the next order cannot be checked at ${which} by the ${horizonDays} days after ${longDay(cut)}: at least ${FEWEST_BUYERS} buyers are needed.`,
      });
    }
    const off = ends.filter((end) => Math.abs((covered(end) ?? end.share) - end.share) > TOLERANCE);
    if (off.length > 0) {
      const which = off
        .map((end) => `${measured(covered(end) ?? 0)} instead of ${measured(end.share)} of ${grouped(end.buyers)}`)
        .join(", ");
      said.push({
        code: "next-order-off",
        text: `The window of the next order is off: in the ${horizonDays} days after ${longDay(cut)}, ${which} buyers had bought by its day.`,
      });
    }
    return said;
  },
  /** Where no stretch of the past is of the season to come. */
  seasonUnknown: (historyDays: number): Statement => ({
    code: "next-order-season-unknown",
    text: `The season to come is not known to the window of the next order: in ${counted(historyDays, "day")} of history none like it was seen, so its days are the model's own, and orders may come sooner or later than they say.`,
  }),
  /** What the last whole year says of who comes back, or why it cannot; nothing where it foretold them well. */
  returns: (returns: Returns | null, historyDays: number, flawed = false): Statement[] => {
    if (returns === null) {
      const { historyDays: least, customers } = YEAR_HELD_BACK;
      return [
        {
          code: "may-never-unknown",
          text: `Who may never return is not said tonight: it is learned from a year held back, which takes ${counted(RETURN_DAYS + least, "day")} of history and ${customers} customers known before that year, and this shop's history reaches back ${counted(historyDays, "day")}${flawed && historyDays >= RETURN_DAYS + least ? ", but a shop closed for a part of the last year, or a day of moving in it, leaves that year nothing to teach" : ""}.`,
        },
      ];
    }
    const worst = worstBin(returns.bins);
    if (worst === undefined) return [];
    const { customers, foretold, actual } = worst;
    return [
      {
        code: "may-never-off",
        text: `Of ${counted(customers, "customer")} known on ${longDay(returns.cut)}, ${grouped(Math.round(foretold ?? 0))} were to buy within a year by what the year before had taught, and ${grouped(actual)} did. Who may never return is learned from those by now, and may be off as far again.`,
      },
    ];
  },
} as const;

/** The tenth that an earlier line foretold worst, where it clearly missed one. */
const worstBin = (bins: readonly ReturnBin[]): ReturnBin | undefined => {
  const missOf = ({ foretold, actual, customers }: ReturnBin) =>
    foretold === null || customers === 0 ? 0 : Math.abs(foretold - actual) / customers;
  const isClear = (bin: ReturnBin) => {
    const p = (bin.foretold ?? 0) / bin.customers;
    return missOf(bin) > RETURNS_OFF && missOf(bin) > CLEARLY * Math.sqrt((p * (1 - p)) / bin.customers);
  };
  return bins.filter(isClear).sort((a, b) => missOf(b) - missOf(a))[0];
};
