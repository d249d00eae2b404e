import { composeMime } from "../mail/compose-mime.ts";
import { recipientName, writeNotice } from "../marketing/notice.ts";
import type { ReportData } from "../marketing/report/report-data.ts";
import { signReport } from "../marketing/report-token.ts";
import type { Refusal } from "../model/refusal.ts";
import { lastCompleteDay } from "../model/shop-time.ts";
import type { ReportRefusal, SendRaw } from "../ports/mailer.ts";
import type { NoteNotice, TakeBackNotice } from "../ports/night.ts";
import type { Now, ReadKeys } from "../ports/world.ts";

export type TellMarketingDeps = {
  /** Base of the public HTTP API, without a trailing slash. */
  publicUrl: string;
  now: Now;
  readKeys: ReadKeys;
  sendRaw: SendRaw;
  noteNotice: NoteNotice;
  takeBackNotice: TakeBackNotice;
  reportRefusal: ReportRefusal;
};

const SECONDS_PER_DAY = 86_400;

/** How many mails were taken, and why the mail service took no more, if it did not. */
type Told = { told: number; refusal?: Refusal };

/**
 * Tells those whom the settings name that the files are ready. Each is noted first, so that a step done again tells nobody
 * twice; where the mail service surely took nothing, the note is taken back. A night of a past day tells nobody.
 */
export const tellMarketing = async (data: ReportData, deps: TellMarketingDeps): Promise<Told> => {
  const { asOf, at, settings } = data.run;
  const { recipients } = settings.notices;
  if (recipients.length === 0 || asOf !== lastCompleteDay(at, settings.timeZone)) return { told: 0 };
  const { linkKey } = await deps.readKeys();
  let told = 0;
  for (const [index, to] of recipients.entries()) {
    const recipient = recipientName(to, linkKey);
    if (!(await deps.noteNotice(asOf, recipient))) continue;
    const sent = await deps.sendRaw(mailTo(to, index, { data, linkKey }, deps));
    if (sent.outcome === "not-sent") {
      await deps.takeBackNotice(asOf, recipient);
      deps.reportRefusal(sent.refusal, sent.reason);
      return { told, refusal: sent.refusal };
    }
    if (sent.outcome === "sent") told += 1;
  }
  return { told };
};

const mailTo = (
  to: string,
  index: number,
  { data, linkKey }: { data: ReportData; linkKey: string },
  { now, publicUrl }: TellMarketingDeps,
): Parameters<SendRaw>[0] => {
  const { asOf, runId, settings } = data.run;
  const { linkDays } = settings.notices;
  const at = now();
  const expiresAt = Math.floor(Date.parse(at) / 1000) + linkDays * SECONDS_PER_DAY;
  const reportUrl = `${publicUrl}/r/${signReport({ asOf, expiresAt }, linkKey)}`;
  const letter = writeNotice(data, { to, reportUrl, linkDays, at, seed: `notice-${runId}-${index}` });
  return { raw: composeMime(letter), from: letter.from.email, to, tags: { kind: "notice" } };
};
