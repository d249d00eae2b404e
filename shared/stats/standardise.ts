/** Spread, over the size of its values, under which a feature counts as constant: rounding alone makes as much. */
const CONSTANT = 1e-9;

/** Rows of `width` features each, row by row; `trials[i]` cases have row i. */
export type FeatureRows = {
  readonly length: number;
  readonly width: number;
  readonly features: Float64Array;
  readonly trials: Float64Array;
};

/** Features that vary, by number, with their means and standard deviations over cases. */
export type Standardisation = {
  readonly used: readonly number[];
  readonly means: readonly number[];
  readonly deviations: readonly number[];
};

/** Means and standard deviations over cases of the features that vary at all. */
export const standardisation = ({ length, width, features, trials }: FeatureRows): Standardisation => {
  const cases = trials.reduce((total, n) => total + n, 0);
  const used: number[] = [];
  const means: number[] = [];
  const deviations: number[] = [];
  for (let k = 0; k < width; k++) {
    let total = 0;
    for (let i = 0; i < length; i++) total += (trials[i] ?? 0) * (features[i * width + k] ?? 0);
    const mean = total / cases;
    let squares = 0;
    for (let i = 0; i < length; i++) squares += (trials[i] ?? 0) * ((features[i * width + k] ?? 0) - mean) ** 2;
    const deviation = Math.sqrt(squares / cases);
    if (!(deviation > CONSTANT * Math.abs(mean))) continue;
    used.push(k);
    means.push(mean);
    deviations.push(deviation);
  }
  return { used, means, deviations };
};

/** Rows of 1 and the standardised features (mean 0, standard deviation 1); `width` is one more than the features used. */
export const standardise = (
  data: FeatureRows,
  { used, means, deviations }: Standardisation,
): Pick<FeatureRows, "width" | "features"> => {
  const width = used.length + 1;
  const features = new Float64Array(data.length * width);
  for (let i = 0; i < data.length; i++) {
    features[i * width] = 1;
    for (const [j, k] of used.entries()) {
      const value = data.features[i * data.width + k] ?? 0;
      features[i * width + j + 1] = (value - (means[j] ?? 0)) / (deviations[j] ?? 1);
    }
  }
  return { width, features };
};
