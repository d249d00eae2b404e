/** Step of the trapezoidal rule in ln y; its error is about e^(-pi^2/step), 7e-18. */
const STEP = 0.25;
/** ln y runs from -REACH to REACH: enough for logarithms of shapes within 20 and of ratios within 40. */
const REACH = 130;
const NODES = Array.from({ length: (2 * REACH) / STEP + 1 }, (_, j) => j * STEP - REACH);
const Y = Float64Array.from(NODES, Math.exp);
const LOG_1_Y = Y.map(Math.log1p);
/** Terms smaller than this share of the sum are left out; e^-41. */
const LEFT_OUT = 1.6e-18;
const LEFT_REACH = 41;

/** Under this sum of shapes the integral's tail is too long for the nodes. */
const LEAST_SHAPES = 0.5;

/** Entries of a jet in (k, s, l): value, three slopes, six second derivatives. */
export const RACE_SIZE = 10;

/**
 * Two events come at rates U/a and V/b, U and V being gamma of shapes k and s: the chance that the second comes first,
 * E[V/(V + ratio U)] with ratio = b/a, given as its logarithm.
 *
 * It is s times the integral of (1 + ratio y)^-k (1 + y)^-(s+1) over y > 0, here by the trapezoidal rule in ln y: analytic,
 * positive, and of the same width whatever the shapes, so that about 200 nodes give 14 digits everywhere, without the
 * hypergeometric series (s/(k+s) 2F1(1, k; k+s+1; 1 - ratio)) that stalls, cancels or overflows far from ratio 1.
 *
 * @example raceChance(1, 1, 0) // 0.5
 */
export const raceChance = (k: number, s: number, logRatio: number): number => {
  // Stryker disable next-line EqualityOperator: where both are as likely either way is as exact
  const mirrored = s > k * Math.exp(logRatio);
  const chance = mirrored ? smaller(s, k, -logRatio) : smaller(k, s, logRatio);
  return mirrored ? 1 - chance : chance;
};

const smaller = (k: number, s: number, logRatio: number): number => {
  // Stryker disable next-line EqualityOperator: at the limit the recurrence is as exact
  if (k + s >= LEAST_SHAPES) return integral(k, s, logRatio);
  return (s - k * Math.expm1(logRatio) * integral(k + 1, s, logRatio)) / (k + s);
};

const integral = (k: number, s: number, logRatio: number): number => {
  const ratio = Math.exp(logRatio);
  const peak = -Math.log(k * ratio + s);
  let sum = 0;
  for (let j = firstNode(peak); j < NODES.length; j++) {
    const u = NODES[j] ?? 0;
    const term = Math.exp(u - k * Math.log1p(ratio * (Y[j] ?? 0)) - (s + 1) * (LOG_1_Y[j] ?? 0));
    sum += term;
    // Stryker disable next-line ConditionalExpression,EqualityOperator: saves time alone, the rest changes no digit
    if (term < LEFT_OUT * sum) break;
  }
  return s * STEP * sum;
};

/**
 * Jets of the logarithms of that chance and of its complement, in (k, s, l) with l = ln ratio; written to `second`
 * and `first`, the events they belong to: value, d/dk, d/ds, d/dl, kk, ks, kl, ss, sl, ll.
 */
export const raceLogJets = (
  k: number,
  s: number,
  logRatio: number,
  second: Float64Array,
  first: Float64Array,
): void => {
  // Stryker disable next-line EqualityOperator: where both are as likely either way is as exact
  const mirrored = s > k * Math.exp(logRatio);
  const jet = mirrored ? mirror(smallerJet(s, k, -logRatio)) : smallerJet(k, s, logRatio);
  const [own, other] = mirrored ? [first, second] : [second, first];
  toLog(jet, own);
  toLog(
    jet.map((value, i) => (i === 0 ? 1 - value : -value)),
    other,
  );
};

/** The chance's jet; where its integral has a long tail, the recurrence in k gives it from that of k + 1. */
const smallerJet = (k: number, s: number, logRatio: number): number[] => {
  // Stryker disable next-line EqualityOperator: at the limit the recurrence is as exact
  if (k + s >= LEAST_SHAPES) return integralJet(k, s, logRatio);
  const [h = 0, hk = 0, hs = 0, hl = 0, hkk = 0, hks = 0, hkl = 0, hss = 0, hsl = 0, hll = 0] = integralJet(
    k + 1,
    s,
    logRatio,
  );
  const ratio = Math.exp(logRatio);
  const c = -Math.expm1(logRatio);
  const all = k + s;
  const g = (s + k * c * h) / all;
  const gk = (c * (h + k * hk) - g) / all;
  const gs = (1 + k * c * hs - g) / all;
  const gl = (k * (c * hl - ratio * h)) / all;
  return [
    g,
    gk,
    gs,
    gl,
    (c * (2 * hk + k * hkk) - 2 * gk) / all,
    (c * (hs + k * hks) - gk - gs) / all,
    (c * (hl + k * hkl) - ratio * (h + k * hk) - gl) / all,
    (k * c * hss - 2 * gs) / all,
    (k * (c * hsl - ratio * hs) - gl) / all,
    (k * (c * hll - ratio * (h + 2 * hl))) / all,
  ];
};

/** Value and derivatives of the integral: moments of its integrand, all at the same nodes. */
const integralJet = (k: number, s: number, logRatio: number): number[] => {
  const ratio = Math.exp(logRatio);
  const peak = -Math.log(k * ratio + s);
  let sum = 0;
  let sumA = 0;
  let sumB = 0;
  let sumP = 0;
  let sumAA = 0;
  let sumAB = 0;
  let sumAP = 0;
  let sumBB = 0;
  let sumBP = 0;
  let sumPP = 0;
  for (let j = firstNode(peak); j < NODES.length; j++) {
    const u = NODES[j] ?? 0;
    const scaled = ratio * (Y[j] ?? 0);
    const a = Math.log1p(scaled);
    const b = LOG_1_Y[j] ?? 0;
    const p = scaled / (1 + scaled);
    const term = Math.exp(u - k * a - (s + 1) * b);
    const termA = term * a;
    const termB = term * b;
    const termP = term * p;
    sum += term;
    sumA += termA;
    sumB += termB;
    sumP += termP;
    sumAA += termA * a;
    sumAB += termA * b;
    sumAP += termA * p;
    sumBB += termB * b;
    sumBP += termB * p;
    sumPP += termP * p;
    // Stryker disable next-line ConditionalExpression,EqualityOperator: saves time alone, the rest changes no digit
    if (term < LEFT_OUT * sum) break;
  }
  const w = s * STEP;
  return [
    w * sum,
    -w * sumA,
    STEP * (sum - s * sumB),
    -w * k * sumP,
    w * sumAA,
    STEP * (s * sumAB - sumA),
    w * (k * sumAP - sumP),
    STEP * (s * sumBB - 2 * sumB),
    STEP * k * (s * sumBP - sumP),
    w * k * ((k + 1) * sumPP - sumP),
  ];
};

/** Nodes further left add nothing: there the integrand falls as y. */
// Stryker disable next-line MethodExpression,ArithmeticOperator: saves time alone, earlier nodes add nothing
const firstNode = (peak: number): number => Math.max(0, Math.floor((peak - LEFT_REACH + REACH) / STEP));

/** From a jet in (s, k, -l) of one event to the jet in (k, s, l) of the same. */
const mirror = (jet: readonly number[]): number[] => {
  const [value = 0, s = 0, k = 0, l = 0, ss = 0, ks = 0, sl = 0, kk = 0, kl = 0, ll = 0] = jet;
  return [value, k, s, -l, kk, ks, -kl, ss, -sl, ll];
};

const toLog = (jet: readonly number[], out: Float64Array): void => {
  const [value = 0, k = 0, s = 0, l = 0, kk = 0, ks = 0, kl = 0, ss = 0, sl = 0, ll = 0] = jet;
  const [dk, ds, dl] = [k / value, s / value, l / value];
  out.set([Math.log(value), dk, ds, dl]);
  out.set([kk / value - dk * dk, ks / value - dk * ds, kl / value - dk * dl], 4);
  out.set([ss / value - ds * ds, sl / value - ds * dl, ll / value - dl * dl], 7);
};
