import { memoryMessages } from "../../shared/adapters/memory-messages.ts";
import { memoryPlaces } from "../../shared/adapters/memory-places.ts";
import type { Refusal } from "../../shared/model/refusal.ts";
import type { SendRaw } from "../../shared/ports/mailer.ts";

/** A mail service that takes everything for as long as it refuses nothing, and the Messages table, in memory. */
export const fakeMail = (refuses: () => Refusal | undefined = () => undefined) => {
  const sent: { to: string; raw: Uint8Array }[] = [];
  const send: SendRaw = async ({ to, raw }) => {
    const refusal = refuses();
    if (refusal !== undefined) return { outcome: "not-sent", reason: "for the test", refusal };
    sent.push({ to, raw });
    return { outcome: "sent", sesMessageId: `ses-${sent.length}` };
  };
  const { rows, ...messages } = memoryMessages();
  return { sent, messages: rows, ports: { send, sendRaw: send, ...messages, ...memoryPlaces() } };
};
