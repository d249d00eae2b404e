type Mutant = { mutatorName: string; replacement: string };

/**
 * Changes that nobody can notice and that come up too often to be excused each at its spot. Everything else that survives
 * is excused where it stands (`// Stryker disable next-line ...: why`), or counts against the score.
 */
const excuses: readonly { why: string; holds: (mutant: Mutant) => boolean }[] = [
  {
    why: "the compiler cannot see that an index lies within its array; the code can, and never reads beyond",
    holds: ({ mutatorName, replacement }) => mutatorName === "OptionalChaining" && /\][.[]/.test(replacement),
  },
  {
    why: "one step beyond the end of a typed array reads nothing, which counts as 0",
    holds: ({ mutatorName, replacement }) =>
      mutatorName === "EqualityOperator" && /^\w+ <= [\w.#]*length$/.test(replacement),
  },
];

/** Why a change that no test notices is one that nobody could; undefined where it is not known to be. */
export const excuseFor = (mutant: Mutant): string | undefined => excuses.find(({ holds }) => holds(mutant))?.why;
