import type { Command } from "commander";
import { z } from "zod";
import { createSqsClient } from "../../shared/adapters/aws-clients.ts";
import { sqsDeadLetters } from "../../shared/adapters/sqs-dead-letters.ts";
import { sqsEnqueue } from "../../shared/adapters/sqs-intake-queue.ts";
import { type ListedLetter, redrive } from "../../shared/recording/redrive.ts";
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
        const letters = await redrive(
          { sendBack: options.sendBack ? (options.all ? "all" : "understood") : "none" },
          {
            data,
            settings: system.settings,
            deadLetters: sqsDeadLetters(sqs, system.outputs.OrdersDeadLetterQueueUrl),
            enqueue: sqsEnqueue(sqs, system.outputs.OrdersQueueUrl),
          },
        );
        return { ok: true, json: { letters }, prose: described(letters) };
      }),
  );

const described = (letters: readonly ListedLetter[]): string[] => {
  if (letters.length === 0) return ["There are no dead letters."];
  const back = letters.filter(({ sentBack }) => sentBack).length;
  return [
    ...letters.map(
      ({ receivedAt, source, topic, reason, sentBack }) =>
        `${receivedAt || "?"}  ${source || "?"} ${topic}  ${reason}${sentBack ? "  sent back" : ""}`,
    ),
    `${letters.length} dead letters, ${back} sent back.`,
  ];
};
