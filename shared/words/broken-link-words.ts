import type { Said } from "./said.ts";

/** What is said of a link of a mail that is not as we mailed it. */
export const brokenLinkWords: Readonly<Record<"title" | "text", Said>> = {
  title: { en: "This link is not complete", zh: "此链接不完整" },
  text: {
    en: "A part of it is missing. Please open it from the mail once more, or copy the whole of it.",
    zh: "链接缺少一部分。请从邮件中重新打开，或复制完整的链接。",
  },
};
