import { counted, grouped } from "../model/counted.ts";
import { WARM_UP_DAYS, type WarmUp } from "../model/warm-up.ts";
import type { Said } from "./said.ts";

/** A night's warming up: its number, how many messages wait for it, and by what it grows. */
export type WarmUpMet = { warmUp: WarmUp; waiting: number; growth: number };

/** What a night says of mail to dormant addresses; nothing where there was none and nobody waits. */
export const warmUpWords = ({ warmUp, waiting, growth }: WarmUpMet): readonly Said[] => {
  if (warmUp.trend !== "stopped" && warmUp.came.sent === 0 && waiting === 0) return [];
  const days = daysUntilThrough(warmUp.number, waiting, growth);
  const wait = {
    en: `${counted(waiting, "message")} ${waiting === 1 ? "waits" : "wait"} for that${days === undefined ? "" : `; growing as it does at best, all would be through in ${counted(days, "day")}`}.`,
    zh: `有 ${grouped(waiting)} 条消息因此等待${days === undefined ? "" : `；按最佳增长，全部发完还需 ${grouped(days)} 天`}。`,
  };
  return waiting === 0 ? [trendWords(warmUp)] : [trendWords(warmUp), wait];
};

const trendWords = ({ number, trend, came }: WarmUp): Said => {
  const { sent, bounced, complained } = came;
  const mails = grouped(number);
  const lately = {
    en: `of ${counted(sent, "such mail")} since that began, in ${WARM_UP_DAYS} days at most, ${grouped(bounced)} bounced and ${grouped(complained)} ${complained === 1 ? "was" : "were"} complained of`,
    zh: `开始以来（最多 ${WARM_UP_DAYS} 天）此类邮件共 ${grouped(sent)} 封，退回 ${grouped(bounced)} 封，被投诉 ${grouped(complained)} 封`,
  };
  const said: Readonly<Record<WarmUp["trend"], Said>> = {
    begins: {
      en: `Mail to dormant addresses begins with ${mails} a day.`,
      zh: `对长期无往来的地址，从每天 ${mails} 封开始发送。`,
    },
    grows: {
      en: `Mail to dormant addresses may go to ${mails} today, more than before: ${lately.en}.`,
      zh: `对长期无往来的地址，今天最多发送 ${mails} 封，比之前增加：${lately.zh}。`,
    },
    stands: {
      en: `Mail to dormant addresses stays at ${mails} a day: ${lately.en}.`,
      zh: `对长期无往来的地址，仍为每天最多 ${mails} 封：${lately.zh}。`,
    },
    stopped: {
      en: `Mail to dormant addresses has stopped by itself: ${lately.en}. Find out where these addresses came from. It begins anew when that mail is ${WARM_UP_DAYS} days old, or with the next night after rouse release --warm-up.`,
      zh: `对长期无往来的地址已自动停止发送：${lately.zh}。请查明这些地址的来源。这些邮件满 ${WARM_UP_DAYS} 天后，或执行 rouse release --warm-up 后的下一次夜间运行，会重新开始。`,
    },
  };
  return said[trend];
};

/** Further than that, nobody can say. */
const MOST_DAYS = 365;

const daysUntilThrough = (number: number, waiting: number, growth: number): number | undefined => {
  let left = waiting;
  let today = number;
  for (let days = 1; days <= MOST_DAYS && today > 0; days++) {
    today = Math.max(today, Math.floor(today * growth));
    left -= today;
    if (left <= 0) return days;
  }
  return undefined;
};
