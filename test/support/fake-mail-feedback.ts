import type { MailFeedback } from "../../shared/model/mail-feedback.ts";
import type { NoteFeedback, ReadFeedback } from "../../shared/ports/messages.ts";

/** What came back of mail, in memory; held to the same contract as the real one by `test/contract/mail-stores.it.test.ts`. */
export const fakeMailFeedback = () => {
  const rows = new Map<string, MailFeedback>();
  const noteFeedback: NoteFeedback = async (feedback) => {
    const { day, campaignId, kind, message } = feedback;
    rows.set([day, campaignId, kind, message].join("#"), feedback);
  };
  const readFeedback: ReadFeedback = async (day) => [...rows.values()].filter((row) => row.day === day);
  return { noteFeedback, readFeedback, rows };
};
