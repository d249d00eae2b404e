/** A function of x and of T in days. */
export type OfRepeatsAndAge = (repeats: number, ageDays: number) => number;

/** The same function, each value made once: a shop of a million customers has some ten thousand pairs of x and T. */
export const byRepeatsAndAge = (make: OfRepeatsAndAge): OfRepeatsAndAge => {
  const known: number[][] = [];
  return (repeats, ageDays) => {
    const byAge = known[repeats] ?? [];
    known[repeats] = byAge;
    const value = byAge[ageDays] ?? make(repeats, ageDays);
    byAge[ageDays] = value;
    return value;
  };
};
