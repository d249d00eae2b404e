import type { Message } from "../../shared/model/message.ts";

/** A mail service that takes everything, and the Messages table, in memory. */
export const fakeMail = () => {
  const messages = new Map<string, Message>();
  const sent: { to: string; raw: Uint8Array }[] = [];
  const keyOf = (of: { customerId: string; messageKey: string }) => `${of.customerId} ${of.messageKey}`;
  const send = async ({ to, raw }: { to: string; raw: Uint8Array }) => {
    sent.push({ to, raw });
    return { outcome: "sent" as const, sesMessageId: `ses-${sent.length}` };
  };
  return {
    sent,
    ports: {
      send,
      sendRaw: send,
      claimMessage: async (message: Message) => {
        const taken = messages.get(keyOf(message));
        if (taken) return { outcome: "taken" as const, message: taken };
        messages.set(keyOf(message), message);
        return { outcome: "claimed" as const };
      },
      releaseMessage: async (key: { customerId: string; messageKey: string }) => {
        messages.delete(keyOf(key));
      },
      settleMessage: async (key: { customerId: string; messageKey: string }, state: Message["state"]) => {
        const message = messages.get(keyOf(key));
        if (message) messages.set(keyOf(key), { ...message, state });
      },
      readMessagesOf: async (customerId: string) =>
        [...messages.values()].filter((message) => message.customerId === customerId),
    },
  };
};
