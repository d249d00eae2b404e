import { counted, grouped } from "../model/counted.ts";
import { postHourOf } from "../model/post-hour.ts";
import { compareInstants, type Instant } from "../model/time.ts";
import type { Said } from "./said.ts";

/**
 * What of a day's mail is to come: what leaves by itself, by the moment from which it may, and how much of the day's leaves only once
 * somebody releases it.
 */
export type MailToCome = { toCome: Readonly<Record<Instant, number>>; onceReleased: number };

/** What is said of mails that go later on their day; nothing where all that may go has gone. */
export const toComeWords = ({ toCome, onceReleased }: MailToCome, timeZone: string): readonly Said[] => {
  const mails = sumOf(toCome);
  const when = whenWords(toCome, timeZone);
  return [
    ...(mails === 0
      ? []
      : [
          {
            en: `${counted(mails, "mail")} ${mails === 1 ? "waits for its hour and leaves" : "wait for their hour and leave"} ${when.en} (${timeZone}), each full hour what is due; rouse post says what waits until when.`,
            zh: `${grouped(mails)} 封邮件等待各自的发送时间，将在 ${when.zh}（${timeZone}）逐小时发出；rouse post 可查看等待明细。`,
          },
        ]),
    ...(onceReleased === 0
      ? []
      : [
          {
            en: `${counted(onceReleased, "mail")} ${onceReleased === 1 ? "has its hour" : "have their hour"} still to come, and ${onceReleased === 1 ? "leaves" : "leave"} then only if released before.`,
            zh: `${grouped(onceReleased)} 封邮件的发送时间未到，届时须已放行才会发出。`,
          },
        ]),
  ];
};

/** How many are written to on a day, so far and yet: what follows their number. */
export const writtenTodayWords = (
  { sent, toCome, onceReleased }: MailToCome & { sent: number },
  timeZone: string,
): Said => {
  const later = sumOf(toCome);
  const when = whenWords(toCome, timeZone);
  const is = sent + later + onceReleased === 1 ? "is" : "are";
  const parts = [
    { mails: sent, en: "so far", zh: "已发送" },
    { mails: later, en: `still to come, ${when.en}`, zh: `将在 ${when.zh} 发送` },
    { mails: onceReleased, en: "once somebody releases the post", zh: "待放行后发送" },
  ].filter(({ mails }) => mails > 0);
  if (parts.length > 1)
    return {
      en: `are written to today: ${parts.map(({ mails, en }) => `${grouped(mails)} ${en}`).join("; ")}.`,
      zh: `今天会收到消息：${parts.map(({ mails, zh }) => `${grouped(mails)} 位${zh}`).join("；")}。`,
    };
  if (sent > 0) return { en: `${sent === 1 ? "was" : "were"} written to today.`, zh: "今天已收到消息。" };
  if (later > 0) return { en: `${is} written to today, ${when.en}.`, zh: `今天 ${when.zh} 会收到消息。` };
  if (onceReleased > 0)
    return { en: `${is} written to today once somebody releases the post.`, zh: "今天放行后会收到消息。" };
  return { en: "are written to today.", zh: "今天会收到消息。" };
};

const sumOf = (toCome: MailToCome["toCome"]): number => Object.values(toCome).reduce((sum, mails) => sum + mails, 0);

/** From the first hour to the last, on the shop's clock. */
const whenWords = (toCome: MailToCome["toCome"], timeZone: string): Said => {
  const moments = Object.keys(toCome).sort(compareInstants);
  const hourOf = (moment: Instant | undefined) => (moment === undefined ? "" : postHourOf(moment, timeZone));
  const [from, until] = [hourOf(moments[0]), hourOf(moments.at(-1))];
  return from === until
    ? { en: `at ${from}`, zh: from }
    : { en: `from ${from} to ${until}`, zh: `${from} 至 ${until}` };
};
