/**
 * Results of all items in their order, each worked on before its turn comes: at most `limit` are begun and not taken yet. Who stops
 * early, or meets an error, waits for those that are begun.
 */
export async function* aheadInOrder<Item, Result>(
  items: readonly Item[],
  limit: number,
  work: (item: Item) => Promise<Result>,
): AsyncGenerator<Result> {
  const begun: Promise<Result>[] = [];
  let next = 0;
  try {
    while (next < items.length || begun.length > 0) {
      for (const item of items.slice(next, next + limit - begun.length)) {
        next += 1;
        begun.push(seenThrough(work(item)));
      }
      const first = begun.shift();
      if (first !== undefined) yield await first;
    }
  } finally {
    await Promise.allSettled(begun);
  }
}

/** Its error is heard when its turn comes, and is none that nobody heard until then. */
const seenThrough = <Result>(work: Promise<Result>): Promise<Result> => {
  work.catch(() => undefined);
  return work;
};
