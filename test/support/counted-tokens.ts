/** Tokens of which no two are the same, in every run of a test alike. */
export const countedTokens = (): (() => string) => {
  let count = 0;
  return () => `token-${++count}`;
};
