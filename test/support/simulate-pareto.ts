import { exponential, gamma, seededRandom } from "../../shared/stats/random.ts";

/** A shop in continuous time whose customers may leave at any moment: rates of buying gamma(r, alpha), of leaving gamma(s, beta). */
export type ParetoTruth = {
  readonly r: number;
  readonly alphaDays: number;
  readonly s: number;
  readonly betaDays: number;
};

/** As Pareto/NBD fits CDNOW. */
export const fewPurchases: ParetoTruth = { r: 0.553, alphaDays: 74, s: 0.606, betaDays: 82 };
/** A shop people come back to. */
export const manyPurchases: ParetoTruth = { r: 1.3, alphaDays: 41, s: 0.57, betaDays: 290 };

const WINDOW_DAYS = 730;

/** Purchase times after the first one, and age, in days with fractions; customers arrive evenly over two years. */
export function* simulateParetoHistories(
  truth: ParetoTruth,
  customers: number,
  seed: number,
): Generator<{ ageDays: number; times: readonly number[] }> {
  const random = seededRandom(seed);
  for (let i = 0; i < customers; i++) {
    const ageDays = random() * WINDOW_DAYS;
    const rate = gamma(random, truth.r) / truth.alphaDays;
    const leavesOn = (exponential(random) * truth.betaDays) / gamma(random, truth.s);
    const until = Math.min(ageDays, leavesOn);
    const times: number[] = [];
    for (let time = exponential(random) / rate; time < until; time += exponential(random) / rate) times.push(time);
    yield { ageDays, times };
  }
}
