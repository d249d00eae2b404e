import type { Command } from "commander";
import { z } from "zod";
import { createSqsClient } from "../../shared/adapters/aws-clients.ts";
import { sqsDeadLetters } from "../../shared/adapters/sqs-dead-letters.ts";
import { sqsEnqueue } from "../../shared/adapters/sqs-intake-queue.ts";
import { type ListedLetter, type Redriven, redrive } from "../../shared/recording/redrive.ts";
import { openStores } from "../system/stores.ts";
import { onSystem } from "../system/with-system.ts";
import { answering, command, systemOptionsSchema, withSystem } from "../terminal/command.ts";

const optionsSchema = systemOptionsSchema.extend({ sendBack: z.boolean(), all: z.boolean() });

/** `rouse redrive`: dead letters of the orders queue. */
export const redriveCommand = (): Command =>
  answering(
    withSystem(command("redrive", "list dead letters with their reasons, or send them back", "redrive --send-back"))
      .option("--send-back", "send back those that are understood now", false)
      .option("--all", "with --send-back: send back every one", false),
    optionsSchema,
    async ({ options, terminal }) =>
      onSystem(options, terminal, async (system) => {
        const { data } = await openStores(system);
        const sqs = createSqsClient();
        const redriven = await redrive(
          { sendBack: options.sendBack ? (options.all ? "all" : "understood") : "none" },
          {
            data,
            settings: system.settings,
            deadLetters: sqsDeadLetters(sqs, system.outputs.OrdersDeadLetterQueueUrl),
            enqueue: sqsEnqueue(sqs, system.outputs.OrdersQueueUrl),
          },
        );
        return { ok: true, json: redriven, prose: described(redriven, options.all) };
      }),
  );

const described = ({ letters, leftForNextRun }: Redriven, all: boolean): string[] => {
  const back = letters.filter(({ sentBack }) => sentBack).length;
  return [
    ...letters.map(describeLetter),
    letters.length === 0 ? "There are no dead letters." : `${letters.length} dead letters, ${back} sent back.`,
    ...(leftForNextRun === 0
      ? []
      : [`${leftForNextRun} arrived or came back meanwhile, and are left for the next run: rouse redrive`]),
    ...(all && back > 0 ? ["Those that are still not understood come back here: list them with rouse redrive."] : []),
  ];
};

const describeLetter = ({ receivedAt, source, topic, reason, sentBack }: ListedLetter): string =>
  `${receivedAt || "?"}  ${source || "?"} ${topic}  ${reason}${sentBack ? "  sent back" : ""}`;
