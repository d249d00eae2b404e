import type { CustomerRow } from "../model/customer-row.ts";
import { windowShares } from "../model/next-order.ts";
import {
  BAND_TIMES_MEAN,
  EARLY_WARNING,
  FEWEST_CATEGORY_DAYS,
  FEWEST_INTERVALS,
  FEWEST_WEEKDAY_DAYS,
  FURTHEST_YEARS,
  HORIZON_DAYS,
  INTERVAL_TAIL,
  USUAL_HOUR,
  VARIATION,
} from "../model/rule-limits.ts";
import { percentOf, type Said, spelled } from "./said.ts";

const interval = percentOf(1 - 2 * INTERVAL_TAIL);
const [intervals, categoryDays, weekdayDays, hourDays] = [
  FEWEST_INTERVALS,
  FEWEST_CATEGORY_DAYS,
  FEWEST_WEEKDAY_DAYS,
  USUAL_HOUR.fewestDays,
].map(spelled);

/** What each column of `customers.csv` says, by what rule: a sentence a column. How it is computed stands in `night/row-of-customer.ts`. */
export const columnWords: Readonly<Record<keyof CustomerRow, Said>> = {
  customer_id: {
    en: "The shop's own id where it told one, else the best identity that Rouse knows. It may change once, when a better one appears.",
    zh: "店铺自己的客户编号；没有时用 Rouse 所知的最好的身份。出现更好的身份时会变一次。",
  },
  email: { en: "The address that is mailed.", zh: "收信地址。" },
  first_order_on: { en: "First day with a counted order.", zh: "第一个有计入订单的日子。" },
  last_order_on: {
    en: "Last day with a counted order, up to the night's day.",
    zh: "截至当晚所述之日，最后一个有计入订单的日子。",
  },
  orders: { en: "Counted orders up to the night's day.", zh: "截至当日的计入订单数。" },
  net_value: {
    en: "What was paid and kept: totals of the counted orders after discounts, minus refunds.",
    zh: "实收净额：计入订单折后总额减去退款。",
  },
  currency: { en: "Currency of every amount in the row.", zh: "本行所有金额的币种。" },
  r: {
    en: "Recency, 1 to 5: 5 for who bought last. By the cuts in force; empty without an order in the days that RFM looks at.",
    zh: "最近一次购买，1 到 5 分：最近者 5 分。按当前分界；观察期内无订单则为空。",
  },
  f: {
    en: "Frequency, 1 to 5, by counted orders in the days that RFM looks at.",
    zh: "购买频率，1 到 5 分，按观察期内的计入订单数。",
  },
  m: {
    en: "Money, 1 to 5, by net value in the days that RFM looks at.",
    zh: "购买金额，1 到 5 分，按观察期内的净额。",
  },
  rfm_segment: {
    en: "The named segment of the three scores; Lost without an order in the days that RFM looks at.",
    zh: "三个分数对应的 RFM 分群；观察期内无订单则为 Lost。",
  },
  value_class: {
    en: "A: the best customers, who together bring most of the value; then B, then C. By share of the whole shop's value; the shares are among the settings.",
    zh: "A：合起来带来大部分价值的最好客户，其次 B，再次 C。按占全店价值的份额划分，份额在设置中。",
  },
  tier: {
    en: "How far asleep a customer is: silence compared with their own rhythm of buying, or days of silence, whichever proved better.",
    zh: "客户睡得多深：把沉默与其自身的购买节奏相比，或按沉默天数，取被证明更好的一种。",
  },
  days_silent: {
    en: "Days from the last purchase day to the night's day.",
    zh: "从最后购买日到当日的天数。",
  },
  p_alive: {
    en: "P(alive): the chance that a customer has not silently left for good.",
    zh: "P(alive)：客户没有悄悄永远离开的可能性。",
  },
  expected_purchases_90d: {
    en: `Purchase days to be expected within ${HORIZON_DAYS} days, on average over such customers.`,
    zh: `未来 ${HORIZON_DAYS} 天内预计的购买天数，为此类客户的平均。`,
  },
  next_order_from: {
    en: `Day by which ${percentOf(windowShares[0])} of such customers who buy again will have, given the silence until today. Empty beyond ${spelled(FURTHEST_YEARS)} years.`,
    zh: `此类客户中会再买的人有 ${percentOf(windowShares[0])} 在此日前购买（已计入至今的沉默）。超过 ${FURTHEST_YEARS} 年则为空。`,
  },
  next_order_to: {
    en: `Day by which ${percentOf(windowShares[2])} of such customers who buy again will have, given the silence until today. Empty beyond ${spelled(FURTHEST_YEARS)} years.`,
    zh: `此类客户中会再买的人有 ${percentOf(windowShares[2])} 在此日前购买（已计入至今的沉默）。超过 ${FURTHEST_YEARS} 年则为空。`,
  },
  clv_12m: {
    en: "Expected value (CLV): what a customer will probably bring over the months that the settings name (12 unless set), discounted. Right on average, and not for each one.",
    zh: "预期价值（CLV）：客户在设置的月数（默认 12）内大概会带来的折现净额。平均而言正确，并非对每个人。",
  },
  clv_12m_low: {
    en: `Low end of the range that holds ${interval} of what such a customer brings, luck included.`,
    zh: `此类客户所带来价值的 ${interval} 区间下限，含运气。`,
  },
  clv_12m_high: {
    en: `High end of the range that holds ${interval} of what such a customer brings, luck included.`,
    zh: `此类客户所带来价值的 ${interval} 区间上限，含运气。`,
  },
  lifecycle_stage: {
    en: "Tier and number of purchase days in one word. One day: first-order while new, else one-time. More: active while awake, slipping when drowsy, lapsed when half-asleep, lost when asleep.",
    zh: "把层级与购买天数合成一个词。只买过一天：新客为 first-order，否则 one-time；买过多天：清醒为 active，瞌睡为 slipping，半睡为 lapsed，沉睡为 lost。",
  },
  consent: {
    en: "What the customer said of marketing mail to this address. It is no leave to write: `reachable` is.",
    zh: "客户对该地址接收营销邮件的表态。它不等于可以写信：以 `reachable` 为准。",
  },
  repeat_score: {
    en: `Chance of buying within ${HORIZON_DAYS} days, stated the way that proved best on past customers.`,
    zh: `${HORIZON_DAYS} 天内购买的可能性，用在过去客户身上被证明最准的方式给出。`,
  },
  next_order_median: {
    en: "Day by which half of such customers who buy again will have, given the silence until today.",
    zh: "此类客户中会再买的人有一半在此日前购买（已计入至今的沉默）。",
  },
  may_never_return: { en: "Chance that this customer never buys again.", zh: "该客户不再购买的可能性。" },
  clv_12m_model_low: {
    en: `Low end of the ${interval} range of the expected value itself, luck left out.`,
    zh: `预期价值本身的 ${interval} 区间下限，不含运气。`,
  },
  clv_12m_model_high: {
    en: `High end of the ${interval} range of the expected value itself, luck left out.`,
    zh: `预期价值本身的 ${interval} 区间上限，不含运气。`,
  },
  value_band: {
    en: `High, middle or low by the amount a customer is worth, whatever the others are worth: by the settings' amounts, or round ones near ${BAND_TIMES_MEAN.high} and ${BAND_TIMES_MEAN.middle} times the mean.`,
    zh: `按客户价值的金额分高、中、低，与他人无关：用设置的金额，或取平均值 ${BAND_TIMES_MEAN.high} 倍和 ${BAND_TIMES_MEAN.middle} 倍附近的整数。`,
  },
  buying_habit: {
    en: `One-time: one purchase day. Seasonal: at one time of the year, and again the year after. Of ${intervals} intervals or more, regular where they vary by at most ${percentOf(VARIATION.regular)} of their mean and more evenly than chance would bring them, else irregular.`,
    zh: `one-time：只有一个购买日。seasonal：每年同一时节，次年又来。至少 ${FEWEST_INTERVALS} 个间隔时，波动不超过平均值的 ${percentOf(VARIATION.regular)} 且比偶然更均匀为 regular，否则 irregular。`,
  },
  loyalty: {
    en: `Of who has ${intervals} intervals or more. Lost: asleep. Loyal: awake, intervals not in bursts (variation at most ${VARIATION.uneven}), and at most half of the orders discounted. Elastic: everybody else.`,
    zh: `至少 ${FEWEST_INTERVALS} 个间隔的客户。lost：沉睡。loyal：清醒、不是一阵一阵（变异系数不超过 ${VARIATION.uneven}）、打折订单不超过一半。elastic：其余。`,
  },
  price_sensitivity: {
    en: "A customer's share of discounted orders over the shop's: 1 is like the shop, 2 buys at a discount twice as often. Few orders say little, so the share is drawn towards the shop's.",
    zh: "客户打折订单占比与全店之比：1 与全店相同，2 表示买折扣的频率为两倍。订单少则说明不了什么，因此向全店靠拢。",
  },
  favourite_category: {
    en: `The category of more than half of the purchase days of which one is known, at least ${categoryDays}; of a day, the one that most of its value went to.`,
    zh: `在已知类别的购买日（至少 ${FEWEST_CATEGORY_DAYS} 天）中占一半以上的类别；一天取金额最多的类别。`,
  },
  usual_weekday: {
    en: `The weekday of more than half of the purchase days, at least ${weekdayDays}.`,
    zh: `占购买日（至少 ${FEWEST_WEEKDAY_DAYS} 天）一半以上的星期几。`,
  },
  usual_hour: {
    en: `The hour, in the shop's time zone, around which the first orders of at least ${hourDays} purchase days lie close together (resultant length ${USUAL_HOUR.concentrated}).`,
    zh: `至少 ${USUAL_HOUR.fewestDays} 个购买日的首单集中的钟点（店铺时区；合成长度 ${USUAL_HOUR.concentrated}）。`,
  },
  early_warning_drop: {
    en: `How far the repeat score of a valuable customer (class A or the high band, then or tonight) who has not bought since fell within a week: by at least ${100 * EARLY_WARNING.leastFall} points, and by ${percentOf(EARLY_WARNING.leastShare)} of what it was. Empty for everybody else.`,
    zh: `有价值的客户（当时或今晚为 A 类或高档）一周内未再购买，其回购分下降了多少：至少 ${100 * EARLY_WARNING.leastFall} 个百分点，且至少为原值的 ${percentOf(EARLY_WARNING.leastShare)}。其余为空。`,
  },
  cluster: {
    en: "The group of customers who buy alike, by recency, frequency, spend and rhythm together (k-means), named by what sets it apart.",
    zh: "按最近、频率、金额与节奏综合（k-means）划分的相似客户群，以其特点命名。",
  },
  reachable: {
    en: "`yes`: has an address, agreed, and nothing speaks against writing, as the night knew. Else the first reason why not: no-address, bounced (this address), unsubscribed, complained or erased (the person, at any address of theirs), no-consent.",
    zh: "`yes`：有地址、已同意、当晚没有任何不可写信的理由。否则为第一个理由：no-address（无地址）、bounced（该地址退信）、unsubscribed（退订）、complained（投诉）、erased（已删除，后三者对此人的一切地址有效）、no-consent（未同意）。",
  },
};
