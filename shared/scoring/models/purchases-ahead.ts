/** Purchases in a time to come of customers of one x who are alive now, times in weeks. Not a value: it may learn as it is asked. */
export type PurchasesAhead = {
  /** Expected purchases in the next `horizonWeeks` of a customer of age `ageWeeks` who is alive. */
  expected(ageWeeks: number, horizonWeeks: number): number;
  /**
   * P(at least n purchases), at n - 1, in the next `horizonWeeks` of a customer who is alive: for n = 1, 2, ...
   * as long as it is at least `least`.
   */
  survival(ageWeeks: number, horizonWeeks: number, least: number): number[];
};
