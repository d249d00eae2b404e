/**
 * Customers as they were known at the beginning of a year held back, and how many of them bought within it. Coarse: customers
 * alike within a quarter or so share an entry, and stand there with their mean x, t_x and T. Columns of equal length.
 */
export type YearCells = {
  readonly length: number;
  readonly repeats: Int32Array;
  readonly recencyDays: Int32Array;
  readonly ageDays: Int32Array;
  readonly customers: Float64Array;
  readonly returned: Float64Array;
  /** Those who bought, by x, T and when: from the first to the last of some days after the cut. */
  readonly waits: YearWaits;
};

export type YearWaits = {
  readonly length: number;
  readonly repeats: Int32Array;
  readonly ageDays: Int32Array;
  readonly firstDay: Int32Array;
  readonly lastDay: Int32Array;
  readonly buyers: Float64Array;
};
