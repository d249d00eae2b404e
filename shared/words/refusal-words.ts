import { grouped } from "../model/counted.ts";
import { NIGHT_GIVEN_UP_HOURS } from "../model/night.ts";
import { isLeft, type Refusal, type Unsent } from "../model/refusal.ts";
import type { Said } from "./said.ts";

/** Why the mail service takes nothing, and what to do, as one sentence each. The runbook has more: "Mail not taken". */
const refusalWords: Readonly<Record<Refusal, Said>> = {
  "sender-not-verified": {
    en: "The sender's domain is not verified with the mail service: enter the DkimRecord outputs of the stack in its DNS and wait until it counts as verified.",
    zh: "发件人域名尚未在邮件服务中通过验证：请把堆栈输出的 DkimRecord 记录添加到该域名的 DNS，并等待其通过验证。",
  },
  sandbox: {
    en: "The mail service's account is in the sandbox and mails verified addresses alone: ask AWS for production access.",
    zh: "邮件服务账户仍处于沙盒中，只能发给已验证的地址：请向 AWS 申请生产权限。",
  },
  "quota-used-up": {
    en: "The mail service's quota for 24 hours is used up: wait until it is free again, or ask AWS for a higher one.",
    zh: "邮件服务 24 小时内的发送配额已用完：请等待配额恢复，或向 AWS 申请更高的配额。",
  },
  "sending-paused": {
    en: "Sending is paused for the account or its configuration set: look why in the mail service's console (bounces, complaints, or somebody switched it off).",
    zh: "该账户或其配置集的发送已被暂停：请在邮件服务控制台查看原因（退信、投诉，或被人为关闭）。",
  },
  "no-permission": {
    en: "The function has no permission to send as this sender: deploy the stack as it is in the project, and look for policies that deny it.",
    zh: "该函数没有以此发件人发送的权限：请按项目原样部署堆栈，并检查是否有拒绝该权限的策略。",
  },
  unavailable: {
    en: "The mail service could not be reached, or throttled for minutes.",
    zh: "无法连接邮件服务，或其持续限流数分钟。",
  },
  "receiver-refuses": {
    en: "The receiver of another channel's messages takes nothing from us, or did not answer in time: look at its address, its secret and its own log; that of notify-shard names its answer.",
    zh: "其他渠道消息的接收方不接受我们的请求，或未及时应答：请检查其地址、密钥及其日志；notify-shard 的日志记有其应答。",
  },
  "receiver-unreachable": {
    en: "The receiver of another channel's messages could not be reached: look at its address, which has to be a public one, and at its state.",
    zh: "无法连接其他渠道消息的接收方：请检查其地址（必须是公网地址）及其运行状态。",
  },
  other: {
    en: "The mail service refused for a reason of its own, which the log of notify-shard names.",
    zh: "邮件服务因其他原因拒绝发送，具体原因见 notify-shard 的日志。",
  },
};

/** What a night says of mail that it has not sent; nothing where all went out. */
export const unsentWords = (unsent: Unsent): readonly Said[] => {
  if (!isLeft(unsent)) return [];
  const { mails, notice } = unsent;
  const count = grouped(mails);
  const what = {
    en: [
      ...(mails > 0 ? [`${count} ${mails === 1 ? "mail has" : "mails have"} not gone out`] : []),
      ...(notice ? ["marketing was not told of these files by mail"] : []),
    ].join(", and "),
    zh: [...(mails > 0 ? [`${count} 封邮件尚未发出`] : []), ...(notice ? ["未能用邮件通知营销人员"] : [])].join("，"),
  };
  const again =
    mails > 0
      ? {
          en: "Each full hour of the day tries again, and sends nothing twice; when the cause is mended, rouse post does so at once.",
          zh: "当天每个整点都会重试，不会重复发送；排除原因后，可用 rouse post 立即重试。",
        }
      : {
          en: `When the cause is mended, redrive the night within ${NIGHT_GIVEN_UP_HOURS} hours: it tells them, and nobody twice.`,
          zh: `排除原因后，请在 ${NIGHT_GIVEN_UP_HOURS} 小时内重新驱动该夜间运行：它会发出通知，不会重复。`,
        };
  return [
    {
      en: `The night's mail broke off: ${what.en}. ${again.en}`,
      zh: `夜间邮件中断：${what.zh}。${again.zh}`,
    },
    ...unsent.refusals.map((refusal) => refusalWords[refusal]),
  ];
};
