import { counted, grouped } from "../../model/counted.ts";
import type { ModelFile, Statement } from "../../model/model-file.ts";
import type { NextOrderProof, ReturnBin, Returns, WindowEnd } from "../../model/next-order.ts";
import { RETURN_DAYS, YEAR_HELD_BACK } from "../../model/rule-limits.ts";
import { ruleChanged } from "../../words/rule-changed.ts";
import { longDay, measured } from "../../words/said.ts";
import { FEWEST_BUYERS } from "./window-coverage.ts";

/** By how much coverage may miss before the night says so. */
const TOLERANCE = 0.05;

/** Misses of a tenth of customers from which the night says so: a share of them, beyond so many standard errors, of so many at least. */
const RETURNS_OFF = 0.1;
const CLEARLY = 3;
const FEWEST_OFF = 40;

/** What tells by which rule chances to return go. */
type Outlook = Pick<NonNullable<ModelFile["nextOrder"]>, "returns" | "byScore">;

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
  /** On the night on which chances to return begin, or cease, to be learned from a year held back, or to go by the repeat score. */
  changed: (tonight: Outlook, before: Outlook | null | undefined): Statement[] => {
    if (!before) return [];
    const isLearned = (outlook: Outlook) => outlook.returns !== null;
    if (isLearned(tonight) === isLearned(before) && tonight.byScore === before.byScore) return [];
    const goesBy = (outlook: Outlook) =>
      `${isLearned(outlook) ? "by a year held back" : "by the purchase model alone"}${outlook.byScore ? ", as the repeat score allows" : ""}`;
    return [
      ruleChanged("returns-rule-changed", {
        now: `Whether customers come back, and when, goes ${goesBy(tonight)}`,
        was: `went ${goesBy(before)}`,
        doing: "chances, who may never return and days of the next order moved",
      }),
    ];
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
    // Without a year before it nothing could be foretold of this one but by the model alone.
    const proved = returns.bins.some(({ foretold }) => foretold !== null);
    const [worst, ...others] = binsOff(returns.bins, proved ? ({ foretold }) => foretold : ({ plain }) => plain);
    if (worst === undefined) return [];
    return [proved ? returnsOff(returns, worst, others.length) : returnsUnproved(returns, worst)];
  },
} as const;

type BinOff = { readonly bin: ReturnBin; readonly expected: number };

/** `of 874 customers known on November 20, 2025, the purchase model gave 115 a chance of 80 to 90% not to buy within a year` */
const groupOff = ({ customers, cut }: Returns, { bin }: BinOff): string =>
  `of ${counted(customers, "customer")} known on ${longDay(cut)}, the purchase model gave ${grouped(bin.customers)} a chance of ${Math.round(100 * bin.from)} to ${measured(bin.to)} not to buy within a year`;

const countsOff = ({ bin, expected }: BinOff): string =>
  `${grouped(Math.round(expected))} of these were to buy, and ${grouped(bin.actual)} did`;

const returnsOff = (returns: Returns, worst: BinOff, others: number): Statement => ({
  code: "may-never-off",
  text: `How many come back was off last year: ${groupOff(returns, worst)}. By what the year before had taught, ${countsOff(worst)}${others === 0 ? "" : `; ${counted(others, "other such group")} ${others === 1 ? "was" : "were"} clearly off as well`}. Who may never return is learned from all of them by now, and may be off as far again.`,
});

const returnsUnproved = (returns: Returns, worst: BinOff): Statement => ({
  code: "may-never-unproved",
  text: `Whether chances to come back within a year are right is not proved: ${groupOff(returns, worst)}. By the model alone, ${countsOff(worst)}. Tonight's chances are put right by that year${returns.weight === 1 ? "" : ` (by ${measured(returns.weight)} of what it taught)`}, and there is no second year to show whether that is enough: take how many come back within a year, and who may never return, as rough.`,
});

/** The tenths in which those who came clearly missed what was expected of them, the most customers first. */
const binsOff = (bins: readonly ReturnBin[], expectedOf: (bin: ReturnBin) => number | null): BinOff[] => {
  const missOf = ({ bin, expected }: BinOff) => Math.abs(expected - bin.actual);
  const isClear = (one: BinOff) => {
    const { customers } = one.bin;
    const p = one.expected / customers;
    const miss = missOf(one) / customers;
    return miss > RETURNS_OFF && miss > CLEARLY * Math.sqrt((p * (1 - p)) / customers);
  };
  return bins
    .filter(({ customers }) => customers >= FEWEST_OFF)
    .flatMap((bin) => {
      const expected = expectedOf(bin);
      return expected === null ? [] : [{ bin, expected }];
    })
    .filter(isClear)
    .sort((a, b) => missOf(b) - missOf(a));
};
