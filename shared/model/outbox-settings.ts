import * as z from "zod";
import { handedChannelSchema } from "./channel.ts";
import { secretNameSchema } from "./secret-name.ts";

/** A name, over an encrypted connection: no number of a machine, which may be one within a network, but this machine's own; and no name and password before it, which would stand in the settings for all to read. */
const RECEIVER =
  /^(?:https:\/\/(?![\d.]+(?:[:/?#]|$))[^\s\p{Cc}/?#@[\]\\][^\s\p{Cc}/?#@[\]\\.]*\.[^\s\p{Cc}/?#@[\]\\]*(?:[/?#][^\s\p{Cc}]*)?|http:\/\/127\.0\.0\.1:\d{1,5}(?:\/[^\s\p{Cc}]*)?)$/iu;

const receiverSchema = z.strictObject({
  url: z
    .url({ error: "expected a web address, such as https://sender.example/rouse", abort: true })
    .regex(RECEIVER, { error: "expected the address of a receiver that begins with https:// and a name" })
    .describe("Where each message is posted, signed, as soon as it is claimed ([how](outbox.md#signed-events))."),
  secretName: secretNameSchema
    .optional()
    .describe("An existing secret in Secrets Manager that signs what is posted; without it the stack makes one."),
});

/** To which systems messages of other channels than mail are posted. */
export const outboxSettings = z
  .partialRecord(handedChannelSchema, receiverSchema)
  .default({})
  .describe(
    `Systems that send what goes by another channel than mail, where that is posted to them: \`{ "sms": { "url": "https://sender.example/rouse" } }\`. There are ${handedChannelSchema.options.map((channel) => `\`${channel}\``).join(", ")}. Messages of a channel that is not named stand in the night's files.`,
  );
