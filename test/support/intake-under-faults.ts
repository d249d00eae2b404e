import { createHash } from "node:crypto";
import { type ActOnIntakeDeps, actOnIntake } from "../../functions/act-on-intake/act-on-intake.ts";
import { incomingKey } from "../../shared/model/archive-keys.ts";
import type { FileStore } from "../../shared/ports/files.ts";
import type { FaultSchedule, InTurn } from "./fault-schedule.ts";

/** A webhook as it lies on the queue; `after` names one that must have been worked on before it is sent. */
export type Webhook = { topic: string; body: object; receivedAt: string; after?: Webhook };

const WORKERS = 3;
/** SQS itself would move a message to the dead letters after five; here a crash must never be the last word. */
const MAX_DELIVERIES = 1_000;

/**
 * Sends webhooks to several workers under a fault schedule, some of them twice, all in any order: what a worker died over or
 * was overtaken in comes again, until the queue is quiet.
 */
export const deliverUnderFaults = async (
  webhooks: readonly Webhook[],
  deps: ActOnIntakeDeps,
  schedule: FaultSchedule,
  { twice = 0.2 }: { twice?: number } = {},
): Promise<void> => {
  const queue: { webhook: Webhook; message: string; deliveries: number }[] = [];
  for (const webhook of webhooks) {
    const message = await archived(webhook, deps.data);
    for (let copy = schedule.chance(twice) && !webhook.topic.includes("redact") ? 2 : 1; copy > 0; copy--)
      queue.push({ webhook, message, deliveries: 0 });
  }
  const done = new Set<Webhook>();
  const mayGo = ({ webhook }: { webhook: Webhook }) => webhook.after === undefined || done.has(webhook.after);
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
      const { webhook, message } = taken;
      const end = await schedule
        .begin(async (inTurn) => {
          await actOnIntake(message, inTurns(deps, inTurn));
        })
        .catch((error: unknown) => {
          if (error instanceof Error && error.name === "ConflictError") return "overtaken";
          failure = error;
        });
      if (end === "done") done.add(webhook);
      else if (++taken.deliveries > MAX_DELIVERIES) failure = new Error(`a ${webhook.topic} was never recorded`);
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
const archived = async ({ topic, body, receivedAt }: Webhook, data: FileStore): Promise<string> => {
  const text = JSON.stringify(body);
  const archiveKey = incomingKey({ source: "shopify", receivedAt }, createHash("sha256").update(text).digest("hex"));
  await data.write(archiveKey, text);
  return JSON.stringify({ source: "shopify", topic, archiveKey, receivedAt });
};

/** Every port that recording and erasure call, in its turn. */
const inTurns = (deps: ActOnIntakeDeps, inTurn: InTurn): ActOnIntakeDeps => ({
  ...deps,
  readIdentities: inTurn(deps.readIdentities),
  claimIdentity: inTurn(deps.claimIdentity),
  repointIdentity: inTurn(deps.repointIdentity),
  removeIdentity: inTurn(deps.removeIdentity),
  readErasures: inTurn(deps.readErasures),
  noteErasures: inTurn(deps.noteErasures),
  readCustomer: inTurn(deps.readCustomer),
  readCustomers: inTurn(deps.readCustomers),
  saveCustomer: inTurn(deps.saveCustomer),
  removeCustomer: inTurn(deps.removeCustomer),
  readOrder: inTurn(deps.readOrder),
  readOrders: inTurn(deps.readOrders),
  readOrdersOf: inTurn(deps.readOrdersOf),
  replaceOrder: inTurn(deps.replaceOrder),
  removeOrder: inTurn(deps.removeOrder),
  readMessagesTo: inTurn(deps.readMessagesTo),
  removeMessage: inTurn(deps.removeMessage),
  suppress: inTurn(deps.suppress),
  eraseNightRows: inTurn(deps.eraseNightRows),
  park: inTurn(deps.park),
  data: {
    ...deps.data,
    read: inTurn(deps.data.read),
    write: inTurn(deps.data.write),
    remove: inTurn(deps.data.remove),
  },
});
