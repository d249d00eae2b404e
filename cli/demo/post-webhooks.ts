import { RouseError } from "../../shared/model/errors.ts";
import { inParallel } from "../../shared/model/in-parallel.ts";
import type { WebhookSource } from "../../shared/model/order.ts";
import { sources } from "../../shared/sources/sources.ts";

export type Webhook = { source: WebhookSource; id: string; body: string };

const AT_A_TIME = 8;

/**
 * Posts webhooks as their sources would, each signed over its own bytes.
 * @throws RouseError if one is answered with anything but 2xx
 */
export const postWebhooks = async (
  url: string,
  webhooks: readonly Webhook[],
  secretOf: (source: WebhookSource) => Promise<string>,
  onPosted: () => void,
): Promise<void> => {
  await inParallel(webhooks, AT_A_TIME, async ({ source, id, body }) => {
    const to = `${url}/webhooks/${source}`;
    const delivery = { id, at: new Date().toISOString(), secret: await secretOf(source), url: to };
    const headers = sources[source].headersOf(body, delivery);
    const answer = await fetch(to, { method: "POST", headers, body });
    await answer.arrayBuffer();
    if (!answer.ok) {
      throw new RouseError("WebhookRefusedError", `A webhook of ${source} was answered with ${answer.status}.`);
    }
    onPosted();
  });
};
