/** v (v + 1) ... (v + n - 1), which is Gamma(v + n)/Gamma(v). */
export const rising = (v: number, n: number): number => (n <= 0 ? 1 : (v + n - 1) * rising(v, n - 1));
