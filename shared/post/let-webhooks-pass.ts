/** How often the queue is looked at before a shard goes on all the same: what comes in while it waits may never end. */
const MOST_LOOKS = 13;
/** What is recorded within some seconds: where more is left after all looks, days of refusals may lie in it. */
const MOST_WAITING = 1_000;

export type LetWebhooksPassDeps = {
  /** Webhooks that wait to be recorded or are being recorded, as nearly as the queue tells. */
  countWebhooks: () => Promise<number>;
  /** Waits some seconds. */
  pauseForWebhooks: () => Promise<void>;
};

/**
 * Waits until what the shop has told by now is recorded: among it may be that somebody refuses mail, which was answered before the
 * first message leaves. What comes in while messages leave counts as soon as it is recorded, some seconds after it was answered.
 *
 * @returns whether so much waits even after a minute that nobody can say what is in it
 */
export const letWebhooksPass = async ({ countWebhooks, pauseForWebhooks }: LetWebhooksPassDeps): Promise<boolean> => {
  let waiting = await countWebhooks();
  for (let look = 1; waiting > 0 && look < MOST_LOOKS; look++) {
    await pauseForWebhooks();
    waiting = await countWebhooks();
  }
  return waiting > MOST_WAITING;
};
