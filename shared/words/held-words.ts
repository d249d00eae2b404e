import { counted, grouped } from "../model/counted.ts";
import type { HeldMet, HeldNow, Hold } from "../model/held.ts";
import type { Said } from "./said.ts";

const byWords: Readonly<Record<Hold["by"], Said>> = {
  command: { en: "the command", zh: "命令" },
  link: { en: "the link in a notice or report", zh: "通知或报告中的链接" },
  alarm: { en: "an alarm", zh: "告警" },
};

/** What is held, since when and by whom; nothing where nothing is. */
export const heldWords = (held: HeldNow): readonly Said[] => {
  if (held === "unreadable")
    return [
      {
        en: "What is held cannot be read (campaigns/held.json in the data bucket), so everything is held. rouse release writes it anew and lets everything go; rouse hold writes it anew and holds everything.",
        zh: "无法读取暂缓记录（数据存储桶中的 campaigns/held.json），因此全部暂缓发送。rouse release 会重写该文件并全部放行；rouse hold 会重写该文件并全部暂缓。",
      },
    ];
  const { everything, campaigns } = held;
  return [
    ...(everything === undefined ? [] : [sentenceOf({ en: "Everything", zh: "全部活动" }, everything)]),
    ...Object.entries(campaigns).map(([name, hold]) =>
      sentenceOf({ en: `The campaign ${name}`, zh: `活动 ${name} ` }, hold),
    ),
  ];
};

const sentenceOf = (what: Said, hold: Hold, verb: Said = { en: "is held", zh: "已暂缓发送" }): Said => {
  const { since, by, note } = hold;
  const at = `${since.slice(0, "2026-11-30T10:22".length).replace("T", " ")} UTC`;
  return {
    en: `${what.en} ${verb.en}, since ${at}, by ${byWords[by].en}${note === undefined ? "" : `: ${note}`}.`,
    zh: `${what.zh}${verb.zh}：自 ${at} 起，由${byWords[by].zh}暂缓${note === undefined ? "" : `（${note}）`}。`,
  };
};

/** What was held before and is not any more: whoever releases is to see what, and that an alarm may be among it. */
export const letGoWords = (before: HeldNow, now: HeldNow): readonly Said[] => {
  if (before === "unreadable" || now === "unreadable") return [];
  const was: Said = { en: "was held until now", zh: "此前已暂缓发送，现已放行" };
  return [
    ...(before.everything === undefined || now.everything !== undefined
      ? []
      : [sentenceOf({ en: "Everything", zh: "全部活动" }, before.everything, was)]),
    ...Object.entries(before.campaigns)
      .filter(([name]) => !Object.hasOwn(now.campaigns, name))
      .map(([name, hold]) => sentenceOf({ en: `The campaign ${name}`, zh: `活动 ${name} ` }, hold, was)),
  ];
};

/** What a night says of it. */
export const heldMetWords = ({ now, mails }: HeldMet): readonly Said[] => [
  ...heldWords(now),
  ...(mails === 0
    ? []
    : [
        {
          en: `${counted(mails, "message")} waited because ${mails === 1 ? "it was" : "they were"} held. What is released (rouse release) goes out in the next hour of the post, if mail may still go then; after its day, in the next night, if it is due then.`,
          zh: `${grouped(mails)} 条消息因暂缓而未发送。放行后（rouse release），会在下一个整点发出，前提是届时仍可发送；过了当天，则在下一次夜间运行后发出，前提是届时仍待发送。`,
        },
      ]),
];
