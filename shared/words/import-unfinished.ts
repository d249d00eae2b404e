import { grouped } from "../model/counted.ts";
import { IMPORT_GIVEN_UP_HOURS, type ImportMet } from "../model/import-mark.ts";
import type { Said } from "./said.ts";

/** What a night says of an import that was not finished, or whose time's webhooks are not recorded yet; nothing where it met none. */
export const importWords = ({ whenPlanned, held }: ImportMet): readonly Said[] => [
  ...(whenPlanned
    ? [
        {
          en: "An import of orders was not finished when the night began, or webhooks still waited for one; tonight's numbers may rest on a part of the customers' history.",
          zh: "夜间运行开始时，有一次订单导入尚未完成，或仍有 webhook 因导入而等待处理；今晚的数字可能只依据客户的部分历史。",
        },
      ]
    : []),
  ...(held > 0
    ? [
        {
          en: `${held === 1 ? "1 mail was" : `${grouped(held)} mails were`} held because an import of orders was not finished, or wrote while the night read, or webhooks still waited for one. Finish it where it broke off (run rouse import again with the same file), have recording on until nothing waits, then run the night again today (rouse nightly): who may still be written to is written to then. An import without a word for ${IMPORT_GIVEN_UP_HOURS} hours holds nothing any more.`,
          zh: `因有一次订单导入尚未完成或在夜间任务读取期间写入，或仍有 webhook 等待处理，${held} 封邮件未发送。如导入中断，请先完成导入（用同一文件再次运行 rouse import），等到没有 webhook 等待处理，并在今天重新运行夜间任务（rouse nightly）：届时仍可联系的客户会收到邮件。超过 ${IMPORT_GIVEN_UP_HOURS} 小时没有动静的导入不再拦截邮件。`,
        },
      ]
    : []),
];
