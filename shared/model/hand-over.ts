/**
 * Chunks that one side gives and another takes as it goes. `give` answers when its chunk is taken, so that no more than one waits.
 * What the taker fails with, `give` and `end` fail with; after `giveUp` the taker meets that error in place of more chunks.
 */
export const handOver = <Chunk, Result>(take: (chunks: AsyncIterable<Chunk>) => Promise<Result>) => {
  let waiting: { chunk: Chunk; taken: () => void } | undefined;
  let end: { error?: unknown } | undefined;
  let wake = () => {};
  const chunks = (async function* () {
    for (;;) {
      if (waiting !== undefined) {
        const { chunk, taken } = waiting;
        waiting = undefined;
        taken();
        yield chunk;
      } else if (end !== undefined) {
        if ("error" in end) throw end.error;
        return;
      } else
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
    }
  })();
  const result = take(chunks);
  result.catch(() => undefined);
  const ended = (how: { error?: unknown }): Promise<Result> => {
    end = how;
    wake();
    return result;
  };
  return {
    give: (chunk: Chunk): Promise<unknown> => {
      const isTaken = new Promise<void>((taken) => {
        waiting = { chunk, taken };
      });
      wake();
      return Promise.race([isTaken, result]);
    },
    end: () => ended({}),
    giveUp: async (error: unknown): Promise<void> => {
      await ended({ error }).catch(() => undefined);
    },
  };
};
