import { statesBefore } from "../../shared/mail/message-life.ts";
import type { Message } from "../../shared/model/message.ts";
import type {
  ClaimMessage,
  ReadMessagesOf,
  ReleaseMessage,
  RemoveMessage,
  SettleMessage,
} from "../../shared/ports/messages.ts";

/** The Messages table in memory; held to the same contract as the real one by `test/contract/messages.it.test.ts`. */
export const fakeMessages = () => {
  const rows = new Map<string, Message>();
  const idOf = ({ customerId, messageKey }: Pick<Message, "customerId" | "messageKey">) =>
    `${customerId}\0${messageKey}`;
  const claimMessage: ClaimMessage = async (message) => {
    const standing = rows.get(idOf(message));
    if (standing) return { outcome: "taken", message: standing };
    rows.set(idOf(message), message);
    return { outcome: "claimed" };
  };
  const settleMessage: SettleMessage = async (key, state, at, sesMessageId) => {
    const standing = rows.get(idOf(key));
    if (!standing || !statesBefore(state).includes(standing.state)) return;
    rows.set(idOf(key), { ...standing, state, settledAt: at, ...(sesMessageId !== undefined && { sesMessageId }) });
  };
  const releaseMessage: ReleaseMessage = async (key) => {
    if (rows.get(idOf(key))?.state === "claimed") rows.delete(idOf(key));
  };
  const removeMessage: RemoveMessage = async (key) => void rows.delete(idOf(key));
  const readMessagesOf: ReadMessagesOf = async (customerId) =>
    [...rows.values()]
      .filter((message) => message.customerId === customerId)
      .sort((a, b) => (a.messageKey < b.messageKey ? -1 : 1));
  return { claimMessage, settleMessage, releaseMessage, removeMessage, readMessagesOf, rows };
};
