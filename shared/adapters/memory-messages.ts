import { statesBefore } from "../mail/message-life.ts";
import { type Message, type MessageRef, UNNAMED } from "../model/message.ts";
import type {
  ClaimMessage,
  OwnClaim,
  RaiseMessage,
  ReadMessagesTo,
  ReleaseClaim,
  RemoveMessage,
  SettleClaim,
  UnnameMessage,
} from "../ports/messages.ts";

/**
 * The Messages table in memory, for one process; held to the same contract as the real one by `test/contract/mail-stores.it.test.ts`.
 * `beforeWrite` runs before every write: what it throws is a crash at that point.
 */
export const memoryMessages = (beforeWrite: () => void = () => {}) => {
  const rows = new Map<string, Message>();
  /** Ids of rows by the address that they are for. */
  const idsAt = new Map<string, Set<string>>();
  const put = (id: string, message: Message): void => {
    rows.set(id, message);
    const ids = idsAt.get(message.emailKey);
    if (ids === undefined) idsAt.set(message.emailKey, new Set([id]));
    else ids.add(id);
  };
  const drop = (id: string, { emailKey }: MessageRef): void => {
    rows.delete(id);
    idsAt.get(emailKey)?.delete(id);
  };
  const idOf = ({ emailKey, messageKey }: MessageRef) => `${emailKey}\0${messageKey}`;
  const own = (claim: OwnClaim): Message | undefined => {
    const standing = rows.get(idOf(claim));
    return standing?.state === "claimed" && standing.owner === claim.owner ? standing : undefined;
  };
  const claimMessage: ClaimMessage = async (message) => {
    beforeWrite();
    const standing = rows.get(idOf(message));
    if (standing && standing.owner !== message.owner) return { outcome: "taken", message: standing };
    if (!standing) put(idOf(message), message);
    return { outcome: "claimed" };
  };
  const settleClaim: SettleClaim = async (claim, state, at, sesMessageId) => {
    beforeWrite();
    const standing = own(claim);
    if (!standing) return;
    put(idOf(claim), { ...standing, state, settledAt: at, ...(sesMessageId !== undefined && { sesMessageId }) });
  };
  const releaseClaim: ReleaseClaim = async (claim) => {
    beforeWrite();
    if (own(claim)) drop(idOf(claim), claim);
  };
  const raiseMessage: RaiseMessage = async (message, state, at, sesMessageId) => {
    beforeWrite();
    const standing = rows.get(idOf(message));
    if (!standing || !statesBefore(state).includes(standing.state)) return;
    put(idOf(message), { ...standing, state, settledAt: at, sesMessageId });
  };
  const unnameMessage: UnnameMessage = async (message) => {
    beforeWrite();
    const standing = rows.get(idOf(message));
    if (standing) put(idOf(message), { ...standing, customerId: UNNAMED });
  };
  const removeMessage: RemoveMessage = async (message) => {
    beforeWrite();
    drop(idOf(message), message);
  };
  const readMessagesTo: ReadMessagesTo = async (emailKeys) =>
    [...new Set(emailKeys)].flatMap((emailKey) =>
      [...(idsAt.get(emailKey) ?? [])]
        .flatMap((id) => rows.get(id) ?? [])
        .sort((a, b) => (a.messageKey < b.messageKey ? -1 : 1)),
    );
  /** To look at: what is written here goes by the addresses as well. */
  const shown: ReadonlyMap<string, Message> = rows;
  return {
    claimMessage,
    settleClaim,
    releaseClaim,
    raiseMessage,
    unnameMessage,
    removeMessage,
    readMessagesTo,
    rows: shown,
  };
};
