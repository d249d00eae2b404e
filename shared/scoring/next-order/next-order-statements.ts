import { counted, grouped } from "../../model/counted.ts";
import type { Statement } from "../../model/model-file.ts";
import type { NextOrderProof, WindowEnd } from "../../model/next-order.ts";
import { longDay, measured } from "../../words/said.ts";
import { FEWEST_BUYERS } from "./window-coverage.ts";

/** By how much coverage may miss before the night says so. */
const TOLERANCE = 0.05;

/** From here on a customer is as good as gone. */
const GONE = 0.8;
/** Standard errors of a count by which more must have come back than expected for the night to say so. */
const CLEARLY = 3;

/** What a night says of the next order's window, each sentence with the counts it rests on. */
export const nextOrderStatements = {
  unproven: (cut: string): Statement => ({
    code: "next-order-unproven",
    text: `The window of the next order cannot be checked: no model could be fitted to what was known on ${longDay(cut)}.`,
  }),
  /** Nothing where all three days cover what they say. */
  proven: (recalibrated: boolean, { ends, cut, horizonDays, mayNever }: NextOrderProof): Statement[] => {
    const said: Statement[] = [];
    const gone = returnsOfTheGone(mayNever);
    if (gone.actual > gone.expected + CLEARLY * Math.sqrt(gone.expected)) {
      said.push({
        code: "may-never-too-sure",
        text: `Of ${counted(gone.customers, "customer")} said on ${longDay(cut)} to be gone for good with a chance of at least ${measured(GONE)}, ${grouped(gone.actual)} bought in the ${horizonDays} days after it, and ${grouped(gone.expected)} had been expected to. That chance is too high for the deepest sleepers.`,
      });
    }
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
} as const;

/** Buyers among customers who were as good as gone. */
const returnsOfTheGone = (bins: NextOrderProof["mayNever"]) => {
  const sum = { customers: 0, expected: 0, actual: 0 };
  for (const { from, customers, expected, actual } of bins) {
    if (from < GONE) continue;
    sum.customers += customers;
    sum.expected += expected;
    sum.actual += actual;
  }
  return sum;
};
