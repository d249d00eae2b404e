/** What a worker goes through in some minutes. */
const [MOST_FILES, MOST_BYTES] = [200, 256 * 1024 * 1024];

/** Keys in batches, in their order, each of bounded length as far as that is known; a file that is longer stands alone. */
export const inBatches = (keys: readonly string[], bytes: ReadonlyMap<string, number>): string[][] => {
  const batches: string[][] = [];
  let room = 0;
  for (const key of keys) {
    const size = bytes.get(key) ?? 0;
    const last = batches.at(-1);
    if (last === undefined || last.length === MOST_FILES || size > room) {
      batches.push([key]);
      room = MOST_BYTES - size;
    } else {
      last.push(key);
      room -= size;
    }
  }
  return batches;
};
