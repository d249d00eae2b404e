import { composeMime } from "../mail/compose-mime.ts";
import { writeNotice } from "../marketing/notice.ts";
import type { ReportData } from "../marketing/report/report-data.ts";
import { signReport } from "../marketing/report-token.ts";
import { lastCompleteDay } from "../model/shop-time.ts";
import type { SendRaw } from "../ports/mailer.ts";
import type { NoteNotice } from "../ports/night.ts";
import type { Now, ReadKeys } from "../ports/world.ts";

export type TellMarketingDeps = {
  /** Base of the public HTTP API, without a trailing slash. */
  publicUrl: string;
  now: Now;
  readKeys: ReadKeys;
  sendRaw: SendRaw;
  noteNotice: NoteNotice;
};

const SECONDS_PER_DAY = 86_400;

/**
 * Tells those whom the settings name that the files are ready; answers how many mails were taken.
 * Noted first, so that a step done again tells nobody twice. A night of a past day tells nobody.
 */
export const tellMarketing = async (data: ReportData, deps: TellMarketingDeps): Promise<number> => {
  const { asOf, at, settings } = data.run;
  const { recipients, linkDays } = settings.notices;
  if (recipients.length === 0 || asOf !== lastCompleteDay(at, settings.timeZone)) return 0;
  if (!(await deps.noteNotice(asOf))) return 0;
  const now = deps.now();
  const expiresAt = Math.floor(Date.parse(now) / 1000) + linkDays * SECONDS_PER_DAY;
  const token = signReport({ asOf, expiresAt }, (await deps.readKeys()).linkKey);
  const reportUrl = `${deps.publicUrl}/r/${token}`;
  let told = 0;
  for (const [index, to] of recipients.entries()) {
    const letter = writeNotice(data, { to, reportUrl, linkDays, at: now, seed: `notice-${data.run.runId}-${index}` });
    const mail = { raw: await composeMime(letter), from: letter.from.email, to, tags: { kind: "notice" } };
    if ((await deps.sendRaw(mail)).outcome === "sent") told += 1;
  }
  return told;
};
