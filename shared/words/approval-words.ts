import { counted, grouped } from "../model/counted.ts";
import type { ApprovalMet } from "../model/held.ts";
import type { Said } from "./said.ts";

/** What is said of a post that leaves only once it was approved: what waits for that, what does not, and how to release it. */
export const approvalMetWords = (met: ApprovalMet | undefined): readonly Said[] => {
  if (met === undefined) return [];
  const { approved } = met;
  if (approved === "everything") return [{ en: "All of this day's post was released.", zh: "当天的邮件已全部放行。" }];
  const some: Said =
    approved === "nothing"
      ? { en: "Nothing of this day's post leaves before somebody releases it", zh: "当天的邮件须经放行才会发出" }
      : {
          en: `Of this day's post ${named(approved)} ${approved.length === 1 ? "was" : "were"} released; nothing else leaves before somebody releases it`,
          zh: `当天的邮件中，${approved.join("、")} 已放行，其余须经放行才会发出`,
        };
  const waiting = waitingWords(met);
  return [
    {
      en: `${some.en}${waiting.en}. rouse release lets all of it go, rouse release CAMPAIGN one campaign. What is not released today does not leave today; tomorrow's post waits anew.`,
      zh: `${some.zh}${waiting.zh}。rouse release 全部放行，rouse release CAMPAIGN 只放行一个活动。今天未放行的今天不会发出；明天的邮件需要重新放行。`,
    },
  ];
};

const waitingWords = ({ mails }: ApprovalMet): Said => {
  const each = Object.entries(mails);
  const all = each.reduce((sum, [, count]) => sum + count, 0);
  if (all === 0) return { en: "; no message waits for that", zh: "，目前没有消息等待放行" };
  return {
    en: `: ${counted(all, "message")} ${all === 1 ? "waits" : "wait"} for that (${each.map(([name, count]) => `${name} ${grouped(count)}`).join(", ")})`,
    zh: `：${grouped(all)} 条消息等待放行（${each.map(([name, count]) => `${name} ${grouped(count)} 条`).join("，")}）`,
  };
};

/** `birthday, thanks and win-back` */
const named = (names: readonly string[]): string => names.join(", ").replace(/, ([^,]*)$/, " and $1");
