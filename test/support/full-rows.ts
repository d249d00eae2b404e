/** Values as long as a source can send them, in a script of three bytes a letter. */
export const longText = (length: number): string => "茶".repeat(length);

export const bodyKey = (index: number): string => {
  const day = new Date(Date.UTC(2024, 0, 1 + Math.floor(index / 20))).toISOString().slice(0, 10);
  return `archive/woocommerce/${day}/${String(index).padStart(64, "0")}.json`;
};

export const amountOf = (index: number): number => 1 + (index % 7);
export const refunds = (from: number, to: number): Record<string, number> =>
  Object.fromEntries(Array.from({ length: to - from }, (_, at) => [`re_${from + at}`, amountOf(from + at)]));
export const refundedIn = (from: number, to: number): number =>
  Object.values(refunds(from, to)).reduce((sum, minor) => sum + minor, 0);

/** The same events in another order, the same one each time: every `step`th, a step that shares no factor with their count. */
export const mixedUp = <Event>(events: readonly Event[], step: number): Event[] =>
  events.flatMap((_, at) => {
    const event = events[(at * step) % events.length];
    return event === undefined ? [] : [event];
  });
