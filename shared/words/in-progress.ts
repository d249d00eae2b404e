import { counted, grouped } from "../model/counted.ts";
import { LONGEST_STEP_MINUTES } from "../model/night.ts";
import type { Said } from "./said.ts";

/** What a night says of mails that another run had begun to send; nothing where there were none. */
export const inProgressWords = (mails: number): readonly Said[] =>
  mails === 0
    ? []
    : [
        {
          en: `${counted(mails, "mail")} had been begun by another run that had not said how ${mails === 1 ? "it" : "they"} ended (in-progress). If that run has died, hold the night again today, ${LONGEST_STEP_MINUTES} minutes from now or later (rouse nightly): its files then say unknown, or what the mail service has told since. Nothing is sent twice.`,
          zh: `有 ${grouped(mails)} 封邮件由另一次运行开始发送，尚未得知结果（in-progress）。如果那次运行已经中断，请在今天、至少 ${LONGEST_STEP_MINUTES} 分钟之后重新运行夜间任务（rouse nightly）：届时文件会显示 unknown，或邮件服务此后报告的结果。不会重复发送。`,
        },
      ];
