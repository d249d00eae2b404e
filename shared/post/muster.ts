/** One on the way to being read for: either asks, or leaves; whoever asks after having left is read for all the same. */
export type OnTheWay<Asked, Found> = { ask: (asked: Asked) => Promise<Found>; leave: () => void };

type Waiting<Asked, Found> = { asked: Asked; settle: (found: Found) => void; fail: (error: unknown) => void };

/**
 * Reads at one go for all who are on their way, as soon as each of them has asked or left: reading costs by the call more than by
 * the person. What is read is read after everybody had asked; where it fails, it fails for all of them. Nobody may wait for
 * another on the way without having left.
 *
 * @returns says that somebody has set out
 */
export const muster = <Asked, Found>(
  read: (asked: readonly Asked[]) => Promise<(asked: Asked) => Found>,
): (() => OnTheWay<Asked, Found>) => {
  let onTheWay = 0;
  let waiting: Waiting<Asked, Found>[] = [];
  const readForAll = async (all: readonly Waiting<Asked, Found>[]): Promise<void> => {
    try {
      const findOf = await read(all.map(({ asked }) => asked));
      for (const { asked, settle } of all) settle(findOf(asked));
    } catch (error) {
      for (const { fail } of all) fail(error);
    }
  };
  const readWhenComplete = (): void => {
    if (onTheWay > 0 || waiting.length === 0) return;
    const all = waiting;
    waiting = [];
    void readForAll(all);
  };
  return () => {
    let isOnTheWay = true;
    onTheWay += 1;
    const leave = (): void => {
      if (!isOnTheWay) return;
      isOnTheWay = false;
      onTheWay -= 1;
      readWhenComplete();
    };
    const ask = (asked: Asked): Promise<Found> =>
      new Promise((settle, fail) => {
        waiting.push({ asked, settle, fail });
        if (isOnTheWay) leave();
        else readWhenComplete();
      });
    return { ask, leave };
  };
};
