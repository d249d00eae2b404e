import { counted } from "../model/counted.ts";
import type { Waiting } from "../model/waiting.ts";
import type { Said } from "./said.ts";

/** What a night says of that which it could not know; nothing where all was recorded. */
export const waitingWords = ({ webhooks, deadLetters }: Waiting): readonly Said[] => [
  ...(webhooks > 0
    ? [
        {
          en: `${counted(webhooks, "webhook")} waited to be recorded when the night began; tonight's numbers lack ${webhooks === 1 ? "it" : "them"}.`,
          zh: `夜间运行开始时有 ${webhooks} 条 webhook 尚未入账；今晚的数字不含它们。`,
        },
      ]
    : []),
  ...(deadLetters > 0
    ? [
        {
          en: `${counted(deadLetters, "message that could not be recorded waits", "messages that could not be recorded wait")} among the dead letters; tonight's numbers lack ${deadLetters === 1 ? "it" : "them"}. An operator sees them with rouse redrive.`,
          zh: `有 ${deadLetters} 条无法入账的消息在死信队列中；今晚的数字不含它们。运维人员可用 rouse redrive 查看。`,
        },
      ]
    : []),
];
