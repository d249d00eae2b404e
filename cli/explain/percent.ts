/** A share in words: one digit after the point. */
export const percent = (share: number): string => `${(100 * share).toFixed(1)}%`;
