import type { MessageOutcome } from "../../shared/model/message.ts";

/**
 * What is new among the outcomes of night after night. An occasion is due for several days, and asked about on each: one that was
 * written about, stopped or has expired has its answer, and what later nights say of it is left out, unless it is written then.
 */
export const answeredOccasions = () => {
  const answered = new Set<string>();
  return {
    newIn: (messages: readonly MessageOutcome[]): MessageOutcome[] =>
      messages.filter((message) => {
        const name = nameOf(message);
        const isNew = message.outcome === "sent" || !answered.has(name);
        if (message.outcome !== "waiting") answered.add(name);
        return isNew;
      }),
  };
};

const nameOf = ({ customerId, campaignId, step, occurrence }: MessageOutcome): string =>
  [customerId, campaignId, step, occurrence].join("\0");
