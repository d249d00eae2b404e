import { fakeMessages } from "./fake-messages.ts";

/** A mail service that takes everything, and the Messages table, in memory. */
export const fakeMail = () => {
  const sent: { to: string; raw: Uint8Array }[] = [];
  const send = async ({ to, raw }: { to: string; raw: Uint8Array }) => {
    sent.push({ to, raw });
    return { outcome: "sent" as const, sesMessageId: `ses-${sent.length}` };
  };
  const { rows, ...messages } = fakeMessages();
  return { sent, messages: rows, ports: { send, sendRaw: send, ...messages } };
};
