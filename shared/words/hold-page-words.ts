import type { Settings } from "../model/settings.ts";
import type { Said } from "./said.ts";

type Page = { title: Said; text: Said };

/** The pages behind the link by which marketing holds all mail. */
export const holdPageWords: Readonly<Record<"ask" | "held" | "incomplete" | "expired", Page>> = {
  ask: {
    title: { en: "Hold all mail?", zh: "暂缓所有邮件？" },
    text: {
      en: "From the next message on, no campaign writes to anybody. What is held waits, and is written once an operator releases it (rouse release), if it is due then.",
      zh: "从下一条消息起，任何活动都不再发送。被暂缓的消息会等待，由运维人员放行（rouse release）后，届时仍待发送的才会发出。",
    },
  },
  held: {
    title: { en: "All mail is held", zh: "所有邮件已暂缓" },
    text: {
      en: "No campaign writes to anybody until an operator releases it (rouse release). What is still due then is written.",
      zh: "在运维人员放行（rouse release）之前，任何活动都不会发送。届时仍待发送的消息会发出。",
    },
  },
  incomplete: {
    title: { en: "This link is not complete", zh: "此链接不完整" },
    text: {
      en: "Nothing was held. Please copy the whole link from the mail or the report.",
      zh: "没有暂缓任何邮件。请从邮件或报告中复制完整的链接。",
    },
  },
  expired: {
    title: { en: "This link has expired", zh: "此链接已过期" },
    text: {
      en: "Nothing was held. The newest mail and the newest report have a fresh link; an operator holds by rouse hold.",
      zh: "没有暂缓任何邮件。最新的邮件和报告中有新的链接；运维人员可以使用 rouse hold 暂缓。",
    },
  },
};

export const holdButton: Said = { en: "Hold all mail", zh: "暂缓所有邮件" };

/** What comes next, for whoever decides whether to hold it. */
export const planWords = ({ mail, nightly, timeZone }: Settings): Said => {
  const next: Said = {
    en: `The next night begins at ${nightly.at} (${timeZone}), and plans the mail of its day.`,
    zh: `下一次夜间运行将于 ${nightly.at}（${timeZone}）开始，并计划当天的邮件。`,
  };
  const more = moreOf(mail);
  return more === undefined ? next : { en: `${next.en} ${more.en}`, zh: `${next.zh}${more.zh}` };
};

const moreOf = ({ sending, approval }: Settings["mail"]): Said | undefined => {
  if (sending === "off")
    return {
      en: "Sending is switched off: it mails nobody either way.",
      zh: "发送功能已关闭：无论如何都不会发送邮件。",
    };
  if (approval === "required")
    return {
      en: "Nothing of it leaves before an operator releases it; holding stops what was released already.",
      zh: "这些邮件须由运维人员放行才会发出；暂缓会停止已经放行的邮件。",
    };
  return sending === "test" ? { en: "It mails test recipients alone.", zh: "只会发送给测试收件人。" } : undefined;
};
