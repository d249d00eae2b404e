import type { PromiseEntry } from "../../shared/model/promises.ts";
import { addDays } from "../../shared/scoring/summaries/epoch-day.ts";

const measures = { auc: 0.82, brier: 0.118, calibrationError: 0.02, errorRate: 0.4, omissionRate: 0.3 };

/** An entry of the book as an ordinary night has it: 263 buyers of 1,058 customers promised, 240 came. */
export const entryOf = ({
  promisedOn = "2026-08-22",
  ...more
}: Partial<Omit<PromiseEntry, "buyers">> & { buyers?: Partial<PromiseEntry["buyers"]> } = {}): PromiseEntry => ({
  promisedOn,
  cut: promisedOn,
  until: addDays(promisedOn, 90),
  rule: { repeatScore: "combined", base: "mbgnbd", tiers: "rhythm" },
  customersThen: 1_058,
  customers: 1_058,
  purchases: { told: 497.1, promised: 497.1, came: 443 },
  promised: measures,
  came: { ...measures, auc: 0.83, calibrationError: 0.031 },
  ...more,
  buyers: { told: 262.77, promised: 262.77, range: { low: 228.4, high: 301.2 }, came: 240, ...more.buyers },
});
