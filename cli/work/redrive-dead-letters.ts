import { createSqsClient } from "../../shared/adapters/aws-clients.ts";
import { sqsDeadLetters } from "../../shared/adapters/sqs-dead-letters.ts";
import { sqsEnqueue, sqsLookAgain } from "../../shared/adapters/sqs-intake-queue.ts";
import { counted } from "../../shared/model/counted.ts";
import { type ListedDeadLetter, type Redriven, redrive } from "../../shared/recording/redrive.ts";
import { openStores } from "../system/stores.ts";
import type { SystemOptions } from "../system/system.ts";
import { onSystem } from "../system/with-system.ts";
import type { Call } from "../terminal/command.ts";
import type { Outcome } from "../terminal/terminal.ts";
import { UsageError } from "../terminal/usage-error.ts";

type Options = SystemOptions & { sendBack: boolean; all: boolean };

/** Lists the dead letters of the orders queue, and sends back those that are asked for. */
export const redriveDeadLetters = async (call: Call<Options>): Promise<Outcome> => {
  if (call.options.all && !call.options.sendBack)
    throw new UsageError("--all goes with --send-back: rouse redrive --send-back --all");
  return onSystem(call, async (system) => {
    const { all, sendBack } = call.options;
    const { data } = await openStores(system);
    const sqs = createSqsClient();
    const redriven = await redrive(
      { sendBack: sendBack ? (all ? "all" : "understood") : "none" },
      {
        data,
        settings: system.settings,
        deadLetters: sqsDeadLetters(sqs, system.outputs.OrdersDeadLetterQueueUrl),
        enqueue: sqsEnqueue(sqs, system.outputs.OrdersQueueUrl),
        lookAgain: sqsLookAgain(sqs, system.outputs.OrdersQueueUrl),
      },
    );
    return { ok: true, json: redriven, prose: described(redriven, all) };
  });
};

const described = ({ deadLetters, leftForNextRun }: Redriven, all: boolean): string[] => {
  const back = deadLetters.filter(({ sentBack }) => sentBack).length;
  return [
    ...deadLetters.map(describeDeadLetter),
    deadLetters.length === 0
      ? "There are no dead letters."
      : `${counted(deadLetters.length, "dead letter")}, ${back} sent back.`,
    ...(leftForNextRun === 0
      ? []
      : [`${leftForNextRun} arrived or came back meanwhile, and are left for the next run: rouse redrive`]),
    ...(all && back > 0 ? ["Those that are still not understood come back here: list them with rouse redrive."] : []),
  ];
};

const describeDeadLetter = ({ receivedAt, source, topic, sentBack, ...why }: ListedDeadLetter): string =>
  `${receivedAt || "?"}  ${source || "?"} ${topic || "?"}  ${why.reason}${sentBack ? "  sent back" : ""}${whatDoesNotFit(why)}`;

const whatDoesNotFit = ({ detail, archiveKey }: Pick<ListedDeadLetter, "detail" | "archiveKey">): string =>
  detail === undefined ? "" : `\n  ${detail}\n  body: ${archiveKey}`;
