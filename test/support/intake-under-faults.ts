import { createHash } from "node:crypto";
import { type ActOnIntakeDeps, actOnIntake } from "../../functions/act-on-intake/act-on-intake.ts";
import { incomingKey } from "../../shared/model/archive-keys.ts";
import type { WebhookSource } from "../../shared/model/order.ts";
import type { FileStore } from "../../shared/ports/files.ts";
import type { FaultSchedule, InTurn } from "./fault-schedule.ts";
import { inTurns } from "./item-by-item.ts";

/** A webhook as it lies on the queue; `after` names one that must have been worked on before it is sent. */
export type Webhook = { source?: WebhookSource; topic: string; body: object; receivedAt: string; after?: Webhook };
/** Work of others, which is begun when it may be, by the webhooks that were begun, and comes again likewise until it is done. */
export type Beside = {
  mayBegin: (begun: ReadonlySet<Webhook>) => boolean;
  work: (inTurn: InTurn) => Promise<void>;
};

const WORKERS = 3;
/** SQS itself would move a message to the dead letters after five; here a crash must never be the last word. */
const MAX_DELIVERIES = 1_000;

/** A message on the queue. One that was delayed comes when every worker that had begun before it was sent is gone. */
type Queued = { work: Work; webhook?: Webhook; sentAt: number; deliveries: number };
type Work = { message: string } | Beside;

/**
 * Sends webhooks to several workers under a fault schedule, some of them twice, all in any order: what a worker died over or
 * was overtaken in comes again, until the queue is quiet. Erasures look again through the same queue.
 */
export const deliverUnderFaults = async (
  webhooks: readonly Webhook[],
  deps: ActOnIntakeDeps,
  schedule: FaultSchedule,
  {
    twice = 0.2,
    onBegin,
    beside = [],
    finer = () => ({}),
  }: {
    twice?: number;
    onBegin?: (webhook: Webhook) => void;
    beside?: readonly Beside[];
    /** Ports whose own calls take turns, where one turn for the whole of it would see too little. */
    finer?: (inTurn: InTurn) => Partial<ActOnIntakeDeps>;
  } = {},
): Promise<void> => {
  const queue: Queued[] = [];
  let clock = 0;
  for (const work of beside) queue.push({ work, sentAt: 0, deliveries: 0 });
  for (const webhook of webhooks) {
    const message = await archived(webhook, deps.data);
    for (let copy = schedule.chance(twice) ? 2 : 1; copy > 0; copy--)
      queue.push({ webhook, work: { message }, sentAt: 0, deliveries: 0 });
  }
  const lookAgain: ActOnIntakeDeps["lookAgain"] = async (look) => {
    clock += 1;
    queue.push({ work: { message: JSON.stringify(look) }, sentAt: clock, deliveries: 0 });
  };
  const enqueue: ActOnIntakeDeps["enqueue"] = async (message) => {
    queue.push({ work: { message: JSON.stringify(message) }, sentAt: 0, deliveries: 0 });
  };
  const [begun, done] = [new Set<Webhook>(), new Set<Webhook>()];
  const running = new Map<Queued, number>();
  const mayGo = ({ webhook, work, sentAt }: Queued) => {
    if ("work" in work) return work.mayBegin(begun);
    if (webhook) return webhook.after === undefined || done.has(webhook.after);
    return [...running.values()].every((at) => at > sentAt);
  };
  const takeOne = () => {
    const ready = queue.filter(mayGo);
    const taken = ready[schedule.below(ready.length)];
    if (taken) queue.splice(queue.indexOf(taken), 1);
    return taken;
  };
  let [working, failure] = [0, undefined as unknown];
  const work = async (): Promise<void> => {
    working += 1;
    for (let taken = takeOne(); taken && failure === undefined; taken = takeOne()) {
      const { webhook, work: given } = taken;
      clock += 1;
      running.set(taken, clock);
      if (webhook) {
        begun.add(webhook);
        onBegin?.(webhook);
      }
      const end = await schedule
        .begin(async (inTurn) => {
          if ("message" in given) {
            await actOnIntake(given.message, { ...inTurns({ ...deps, lookAgain, enqueue }, inTurn), ...finer(inTurn) });
          } else await given.work(inTurn);
        })
        .catch((error: unknown) => {
          if (error instanceof Error && error.name === "ConflictError") return "overtaken";
          failure = error;
        });
      running.delete(taken);
      if (end === "done") {
        if (webhook) done.add(webhook);
      } else if (++taken.deliveries > MAX_DELIVERIES)
        failure = new Error(`${webhook?.topic ?? "a look"} never came to an end`);
      else queue.push(taken);
    }
    working -= 1;
  };
  while (queue.length > 0 && failure === undefined) {
    const workers = Array.from({ length: WORKERS }, work);
    await schedule.drive(() => working === 0);
    await Promise.all(workers);
  }
  if (failure !== undefined) throw failure;
};

/** As the door leaves it. */
const archived = async ({ source = "shopify", topic, body, receivedAt }: Webhook, data: FileStore): Promise<string> => {
  const text = JSON.stringify(body);
  const archiveKey = incomingKey({ source, receivedAt }, createHash("sha256").update(text).digest("hex"));
  await data.write(archiveKey, text);
  return JSON.stringify({ source, topic, archiveKey, receivedAt });
};
