import type { SendRaw } from "../../shared/ports/mailer.ts";

type SentMail = Parameters<SendRaw>[0];
export type MailerMood = "sent" | "answer-lost" | "request-lost" | "refused" | "account" | "away";

/** A mail service that keeps what it took, and that can lose a request, lose an answer after taking the mail, refuse it, take none from this account, or be away. */
export const fakeMailer = (moods: readonly MailerMood[] = []) => {
  const taken: SentMail[] = [];
  let calls = 0;
  const send: SendRaw = async (mail) => {
    const mood = moods[calls++] ?? "sent";
    if (mood === "refused") return { outcome: "refused", reason: "MessageRejected" };
    if (mood === "account")
      return { outcome: "not-sent", reason: "MailFromDomainNotVerifiedException", refusal: "sender-not-verified" };
    if (mood === "away") return { outcome: "not-sent", reason: "Throttling", refusal: "unavailable" };
    if (mood === "request-lost") return { outcome: "unknown", reason: "ECONNRESET" };
    taken.push(mail);
    if (mood === "answer-lost") return { outcome: "unknown", reason: "TimeoutError" };
    return { outcome: "sent", sesMessageId: `ses-${taken.length}` };
  };
  return { send, taken };
};
