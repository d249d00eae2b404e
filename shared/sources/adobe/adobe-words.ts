const words: ReadonlyMap<string, string> = new Map([
  ["complete", "completed"],
  ["closed", "refunded"],
]);

/**
 * What an order's state is called by the words that mean paid to all sources: of hooks the state's own code, for shops name
 * statuses as they like; of the grid, which has no codes, its status.
 */
export const inOurWords = (state: string): string => words.get(state.toLowerCase()) ?? state;
