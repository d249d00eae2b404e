import { askedEachHour, type StopReason, type Withheld } from "../model/message.ts";
import type { Said } from "./said.ts";

/** Why somebody was not written to, as a marketer would say it. `docs/campaigns.md` quotes these sentences. */
export const stopWords: Readonly<Record<StopReason, Said>> = {
  "past-day": {
    en: "this night describes another day than the last complete one, and mails nobody",
    zh: "本次夜间运行针对的不是最近一个完整的日期，不发送任何邮件",
  },
  "stale-night": {
    en: "the night was finished more than 36 hours after it began: too late to write",
    zh: "夜间运行在开始 36 小时之后才完成，已不宜再发送",
  },
  "no-address": {
    en: "no usable e-mail address; of another channel, nothing they are reached at there",
    zh: "没有可用的邮箱地址；其他渠道则是没有可用的联系方式",
  },
  suppressed: {
    en: "unsubscribed or complained, or their mailbox does not exist",
    zh: "已退订或曾投诉，或其邮箱不存在",
  },
  "shops-own-address": { en: "the address is the shop's own", zh: "该地址属于店铺自己" },
  "staff-address": {
    en: "the address is under a domain of the shop's own: whoever works there",
    zh: "该地址属于店铺自己的域名：是店铺的工作人员",
  },
  "placeholder-address": {
    en: "the address was typed for want of one: nobody reads it",
    zh: "该地址是因没有邮箱而随手填写的，无人查看",
  },
  "relay-address": {
    en: "an address of a marketplace, which passes on mail about its own orders alone",
    zh: "电商平台的转发地址，只转发与其订单有关的邮件",
  },
  "disposable-address": { en: "a mailbox that is thrown away after use", zh: "用后即弃的临时邮箱" },
  "role-address": {
    en: "a mailbox of a role, not of one person, such as info@",
    zh: "岗位邮箱而非个人邮箱，例如 info@",
  },
  "no-consent": {
    en: "did not agree to marketing mail at this very address, or to messages by the campaign's channel",
    zh: "未同意在该地址接收营销邮件，或未同意通过该活动的渠道接收消息",
  },
  "soft-opt-in": {
    en: "they bought and did not agree, and the shop wants an agreement (mail.consent.softOptIn)",
    zh: "只有购买记录而未明确同意，而店铺要求明确同意（mail.consent.softOptIn）",
  },
  "consent-too-old": {
    en: "they agreed too long ago, or nobody knows when (mail.consent.months)",
    zh: "同意的时间过久，或同意的时间不详（mail.consent.months）",
  },
  "country-law": {
    en: "the law of their country asks for more consent than we have",
    zh: "其所在国家的法律要求更高程度的同意",
  },
  "bought-since": { en: "bought since the occasion, which ends the story", zh: "时机之后已经购买，后续不再发送" },
  "occasion-gone": {
    en: "the occasion is gone: the order was taken back, or the birthday or country was corrected",
    zh: "时机已不成立：订单已撤销，或生日、国家已更正",
  },
  "offer-over": {
    en: "the offer that the message promises has ended, or is another by now",
    zh: "消息所承诺的优惠已经结束，或已改为其他优惠",
  },
  "already-written": { en: "already written to about this very occasion", zh: "已就这一时机发送过" },
  holdout: {
    en: "held out on purpose, to measure what the campaign brings",
    zh: "特意留作对照组，用于衡量活动效果",
  },
  "nothing-to-follow": {
    en: "the message that this one follows was not written to them while it was due, or came back; nothing follows it",
    zh: "其前一封在应发期间未能发送，或已被退回，因此不再跟进",
  },
  "needed-step-missing": {
    en: "the message that this one follows was not written to them yet, or not long enough ago",
    zh: "其前一封尚未发送，或发送时间还不够久",
  },
  "offered-lately": {
    en: "was sent the same offer too short a time ago",
    zh: "不久前刚收到过同一优惠",
  },
  "too-soon-for-campaign": {
    en: "the campaign wrote to them about another occasion too short a time ago",
    zh: "该活动不久前刚就另一时机发送过",
  },
  "more-important-first": {
    en: "one message a day: another one to them goes first",
    zh: "每天只发一封：另一封先发",
  },
  "over-limit": { en: "had enough mail from us lately", zh: "近期收到的邮件已达上限" },
  "warming-up": {
    en: "nobody has heard from them, nor they from us, for long (mail.warmUp): mail to such addresses begins with few a day",
    zh: "该地址长期没有往来（mail.warmUp）：对这类地址每天只发送少量邮件，逐步增加",
  },
  "over-budget": {
    en: "the campaign has written to as many as it may in a day (its budget_per_day)",
    zh: "该活动当天的发送数量已达上限（budget_per_day）",
  },
  "sending-off": { en: "would have been sent: sending is switched off", zh: "本应发送：发送功能已关闭" },
  "not-a-test-recipient": {
    en: "would have been sent: test mode reaches test addresses only",
    zh: "本应发送：测试模式只发送到测试地址",
  },
  "hour-to-come": {
    en: "planned: it goes at the hour at which they usually buy, or at the campaign's",
    zh: "已排定：将在其常购买的钟点或活动设定的钟点发出",
  },
  "awaiting-approval": {
    en: "waits until somebody releases the day's post, by rouse release (mail.approval)",
    zh: "等待有人用 rouse release 放行当天的邮件（mail.approval）",
  },
  held: {
    en: "held: it waits until it is released, by rouse release",
    zh: "已暂缓：用 rouse release 放行之前不会发送",
  },
  "over-quota": {
    en: "the mail service takes no more of our mail at this hour",
    zh: "邮件服务此刻不再接收更多邮件",
  },
  "post-broke-off": {
    en: "not sent yet: the mail service took no more; it is tried again each hour",
    zh: "尚未发送：邮件服务不再接收；每小时会再试一次",
  },
  "import-unfinished": {
    en: "an import of orders is not finished, or wrote while the night read: people would be judged on a part of their history",
    zh: "订单导入尚未完成，或在夜间任务读取期间写入：此时只能依据部分历史作判断",
  },
  "quiet-hours": {
    en: "not sent: the hours at which mail may go are over for today where they live",
    zh: "未发送：按其所在地的时间，今天允许发信的时段已过",
  },
  "incomplete-mail": {
    en: "not sent: as its template writes it for them, the mail lacks its stop link or the shop's postal address, or the text how to stop it; the template is to be mended",
    zh: "未发送：按模板为其生成的邮件缺少退订链接或店铺邮寄地址，或短信缺少退订说明；请修正模板",
  },
  "template-failed": {
    en: "not sent: the template breaks off for them; it is to be mended",
    zh: "未发送：模板对该客户渲染失败；请修正模板",
  },
};

/** What becomes of a message that would wait. */
const thenWords: Readonly<Record<Exclude<Withheld, "stopped">, Said>> = {
  waiting: { en: "waits: due again tomorrow", zh: "等待中，明天仍待发送" },
  expired: { en: "expired: this was the last day on which it was due", zh: "已过期，当天是待发的最后一天" },
};

/** What waits for another hour of its day, or until somebody does something. */
const hourWords: Said = { en: "waits: asked again each hour", zh: "等待中，每小时再问一次" };

/** Why somebody was not written to, and whether they may be yet: `today`, where it waits for that. */
export const withheldWords = (then: Withheld, reason: StopReason, { today = true } = {}): Said => {
  const { en, zh } = stopWords[reason];
  if (then === "stopped") return { en, zh };
  const said = then === "waiting" && today && askedEachHour.has(reason) ? hourWords : thenWords[then];
  return { en: `${en} (${said.en})`, zh: `${zh}（${said.zh}）` };
};
