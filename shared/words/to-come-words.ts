import { counted, grouped } from "../model/counted.ts";
import { postHourOf } from "../model/post-hour.ts";
import { compareInstants, type Instant } from "../model/time.ts";
import type { Said } from "./said.ts";

/** What is said of mails that go later on their day; nothing where all that may go has gone. */
export const toComeWords = (toCome: Readonly<Record<Instant, number>>, timeZone: string): readonly Said[] => {
  const [first, ...others] = Object.keys(toCome).sort(compareInstants);
  if (first === undefined) return [];
  const mails = Object.values(toCome).reduce((sum, number) => sum + number, 0);
  const [from, until] = [first, others.at(-1) ?? first].map((moment) => postHourOf(moment, timeZone));
  const when =
    from === until ? { en: `at ${from}`, zh: from } : { en: `from ${from} to ${until}`, zh: `${from} 至 ${until}` };
  return [
    {
      en: `${counted(mails, "mail")} ${mails === 1 ? "waits for its hour and leaves" : "wait for their hour and leave"} ${when.en} (${timeZone}), each full hour what is due; rouse post says what waits until when.`,
      zh: `${grouped(mails)} 封邮件等待各自的发送时间，将在 ${when.zh}（${timeZone}）逐小时发出；rouse post 可查看等待明细。`,
    },
  ];
};
