import type { Place } from "../open-place.ts";
import { createQueueClient } from "./queue-client.ts";
import { type Invoke, startPoller } from "./queue-poller.ts";
import { readMappings } from "./read-mappings.ts";

const drainPollMilliseconds = 50;

/** Feeds every function that the template gives a queue; none of them where `readQueues` is false. */
export const startPollers = ({ template, scope, endpoints }: Place, invoke: Invoke, readQueues = true) => {
  const pollers = (readQueues ? readMappings(template, scope) : []).map((mapping) => {
    const client = createQueueClient(endpoints.sqs, mapping.queueName);
    return { client, stop: startPoller(mapping, client, invoke) };
  });
  return {
    /** Resolves when all these queues are empty at once: what failed too often has gone to its dead-letter queue. */
    drained: async () => {
      for (;;) {
        const counts = await Promise.all(pollers.map(({ client }) => client.count()));
        if (counts.every((count) => count === 0)) return;
        await new Promise((resume) => setTimeout(resume, drainPollMilliseconds));
      }
    },
    stop: async () => {
      await Promise.all(pollers.map(({ stop }) => stop()));
    },
  };
};
