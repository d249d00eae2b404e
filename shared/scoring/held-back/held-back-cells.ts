/**
 * Customers as they were known at a past cut, and what they did within `horizonDays` after it: all that judging a score reads.
 * Columns of equal length in rising order of x, T, t_x, seasons, then next day, each combination once: equal shops give equal
 * cells, whatever the order and the shards the customers came in. Whoever bought nothing until the cut is not among them.
 */
export type HeldBackCells = {
  readonly horizonDays: number;
  readonly length: number;
  /** x, t_x and T at the cut, spans in days. */
  readonly repeats: Int32Array;
  readonly recencyDays: Int32Array;
  readonly ageDays: Int32Array;
  /** Purchase days in the season to come, one year and two years before, as they are told apart (`same-season.ts`). */
  readonly seasonLastYear: Int32Array;
  readonly seasonYearBefore: Int32Array;
  /** Days from the cut to the next purchase day, 1 to `horizonDays`; 0: none within the horizon. */
  readonly nextDay: Int32Array;
  /** Customers of the cell, their purchase days within the horizon, and the net value of those in minor units. */
  readonly count: Float64Array;
  readonly purchases: Float64Array;
  readonly netMinor: Float64Array;
};
