import { afterClick } from "../../shared/mail/click-note.ts";
import type { ClickedMail, ClickNote } from "../../shared/model/click.ts";
import type { NoteClick, ReadClicks } from "../../shared/ports/messages.ts";

/** Clicks in mails, in memory; held to the same contract as the real store by `test/contract/mail-stores.it.test.ts`. */
export const fakeClicks = () => {
  const rows = new Map<string, ClickedMail & ClickNote>();
  const noteClick: NoteClick = async (mail, click) => {
    const name = [mail.day, mail.campaignId, mail.message].join("#");
    rows.set(name, { ...mail, ...afterClick(rows.get(name), click) });
  };
  const readClicks: ReadClicks = async (day) => {
    const mails: Record<string, number> = {};
    for (const row of rows.values())
      if (row.day === day && !row.scanned) mails[row.campaignId] = (mails[row.campaignId] ?? 0) + 1;
    return mails;
  };
  return { noteClick, readClicks, clicks: rows };
};
