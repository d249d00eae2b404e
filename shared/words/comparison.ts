import type { Difference, LookEnd, SourceComparison } from "../model/comparison.ts";
import { counted, grouped } from "../model/counted.ts";
import type { ComparedSource } from "../model/order.ts";
import type { Said } from "./said.ts";

export const shopNames: Readonly<Record<ComparedSource, string>> = {
  shopify: "Shopify",
  woocommerce: "WooCommerce",
};

/** Why a look at a shop's orders ended early, and what to do. The runbook has more: "Shop not compared". */
export const lookEndWords: Readonly<Record<LookEnd, Said>> = {
  "no-token": {
    en: "The source's secret lacks token or api.",
    zh: "该来源的密钥中缺少 token 或 api。",
  },
  "not-https": {
    en: "The api in the source's secret does not begin with https: nothing was asked, for the token would be readable on its way.",
    zh: "该来源密钥中的 api 不以 https 开头：未发出请求，否则令牌会在途中泄露。",
  },
  "token-refused": {
    en: "The shop refused the token: it may have been withdrawn, or may not read orders.",
    zh: "商店拒绝了令牌：它可能已被撤销，或无权读取订单。",
  },
  "not-found": {
    en: "There is no such API at the address in the source's secret.",
    zh: "该来源密钥中的地址上没有这样的接口。",
  },
  redirected: {
    en: "The shop sent the question on to another address, which is not followed, for the token would go along: put the address where the API itself answers into the source's secret.",
    zh: "商店把请求转到了另一地址；为避免泄露令牌，不会跟随。请把接口的实际地址填入该来源的密钥。",
  },
  "request-refused": {
    en: "The shop refused the question; its version may be too old.",
    zh: "商店拒绝了该请求；其版本可能过旧。",
  },
  "rate-limited": {
    en: "The shop was asked too much, and did not answer again in time.",
    zh: "对商店的请求过多，它未能及时恢复应答。",
  },
  unavailable: {
    en: "The shop's API was down, or did not answer in time, several times over.",
    zh: "商店接口多次不可用，或未及时应答。",
  },
  "not-understood": {
    en: "What the shop's API answered is no list of orders, or was cut off.",
    zh: "商店接口的应答不是订单列表，或被截断。",
  },
  "too-large": {
    en: "The shop's API answers with more than can be taken at once, also when it is asked for few orders.",
    zh: "即使只请求少量订单，商店接口的应答仍然过大。",
  },
  "too-much": {
    en: "More had changed in the shop than can be read in one night; the next goes on from there. Fewer days can be compared: comparison.days.",
    zh: "商店中的变更多于一晚所能读取；下一晚将继续。可以减少比较的天数：comparison.days。",
  },
  failed: {
    en: "The comparison failed; the log of compare-with-shop names the error.",
    zh: "比较失败；compare-with-shop 的日志中有错误名称。",
  },
};

/** How an order is not as the shop has it. */
export const differenceWords: Readonly<Record<Difference["kind"], Said>> = {
  missing: { en: "was not recorded", zh: "未入账" },
  counted: { en: "is a purchase on one side alone", zh: "仅一方视为购买" },
  amount: { en: "is worth something else", zh: "金额不同" },
  unreadable: { en: "could not be read", zh: "无法读取" },
};

export const brokenOffWords: Said = {
  en: "The comparison with the shop broke off; nothing is known of what it found.",
  zh: "与商店的比较中断，结果未知。",
};

type Found = Pick<SourceComparison, "source" | "ended" | "differing">;

/**
 * What a night says of a comparison that was not made to its end, or found something.
 * @param isWorthSaying whether it found so much that it is to be said
 */
export const comparisonWords = ({ source, ended, differing }: Found, isWorthSaying: boolean): readonly Said[] => [
  ...(ended === undefined
    ? []
    : [
        {
          en: `Orders were not all compared with ${shopNames[source]}. ${lookEndWords[ended].en}`,
          zh: `未能与 ${shopNames[source]} 比较全部订单。${lookEndWords[ended].zh}`,
        },
      ]),
  ...(isWorthSaying && differing > 0
    ? [
        {
          en: `${counted(differing, "order was", "orders were")} not recorded as ${shopNames[source]} has ${differing === 1 ? "it" : "them"}: webhooks may be getting lost. The report names ${differing === 1 ? "it" : "them"}.`,
          zh: `${grouped(differing)} 个订单的记录与 ${shopNames[source]} 不一致：可能有 webhook 丢失。报告中列出了它们。`,
        },
      ]
    : []),
];

/** What became of that which the shop's API told and nobody had recorded. */
export const takenInWords = ({ queued, erased, source }: SourceComparison): readonly Said[] => [
  ...(queued > 0
    ? [
        {
          en: `${counted(queued, "order")} that ${queued === 1 ? "is" : "are"} newer at ${shopNames[source]} than here ${queued === 1 ? "was" : "were"} fetched and put on the queue, as if the webhook had come; counted or not, ${queued === 1 ? "it is" : "they are"} recorded by now, or will be soon.`,
          zh: `有 ${grouped(queued)} 个订单在 ${shopNames[source]} 的状态比此处新，已取回并如 webhook 一样排队入账。`,
        },
      ]
    : []),
  ...(erased > 0
    ? [
        {
          en: `${counted(erased, "order")} of people who were erased here ${erased === 1 ? "is" : "are"} left out on both sides.`,
          zh: `已在此处被删除者的 ${grouped(erased)} 个订单不计入双方。`,
        },
      ]
    : []),
];
