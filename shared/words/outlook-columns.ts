import { windowShares } from "../model/next-order.ts";
import {
  BAND_TIMES_MEAN,
  EARLY_WARNING,
  FURTHEST_YEARS,
  HORIZON_DAYS,
  INTERVAL_TAIL,
  RETURN_DAYS,
  YEAR_HELD_BACK,
} from "../model/rule-limits.ts";
import { percentOf, type Said, spelled } from "./said.ts";

/** What makes the window one with the chances beside it. */
const within90 = {
  en: `As many of them buy within ${HORIZON_DAYS} days as repeat_score and may_never_return say.`,
  zh: `其中在 ${HORIZON_DAYS} 天内购买的人数与 repeat_score 和 may_never_return 一致。`,
} as const;

/** How far ahead a shop's data can show anything: the window and the chance of no return end there. */
const reach = {
  en: `the shop's own history reaches back (${HORIZON_DAYS} days at least, ${spelled(FURTHEST_YEARS)} years at most)`,
  zh: `本店自身历史的长度（至少 ${HORIZON_DAYS} 天，至多 ${FURTHEST_YEARS} 年）`,
} as const;
const beyondReach = {
  en: `Empty where that is further ahead than ${reach.en}: no data can show it.`,
  zh: `若晚于${reach.zh}则为空：没有数据能证明。`,
} as const;

const interval = percentOf(1 - 2 * INTERVAL_TAIL);

/** Columns that are estimated: what a customer will probably do, and what that is worth. */
export const outlookColumns = {
  value_class: {
    en: "A: the best customers, who together bring most of the value; then B, then C. By share of the whole shop's value; the shares are among the settings.",
    zh: "A：合起来带来大部分价值的最好客户，其次 B，再次 C。按占全店价值的份额划分，份额在设置中。",
  },
  tier: {
    en: "How far asleep a customer is: by the chance of buying again after such a silence, by silence compared with their own rhythm of buying, or by days of silence, whichever proved better.",
    zh: "客户睡得多深：按沉默至今后再次购买的可能性，把沉默与其自身的购买节奏相比，或按沉默天数，取被证明更好的一种。",
  },
  p_alive: {
    en: "P(alive): the chance that a customer has not silently left for good, by the purchase model, as far as repeat_score and may_never_return allow: who buys or returns has not left, and who has not left returns. No chance is told as 0 or 1.",
    zh: "P(alive)：客户没有悄悄永远离开的可能性，按购买模型，并与 repeat_score 和 may_never_return 一致：会买或会回来的人没有离开，没有离开的人会回来。可能性不写作 0 或 1。",
  },
  expected_purchases_90d: {
    en: `Purchase days to be expected within ${HORIZON_DAYS} days, on average over such customers: the chance of any (repeat_score) times how many who buys makes.`,
    zh: `未来 ${HORIZON_DAYS} 天内预计的购买天数，为此类客户的平均：购买的可能性（repeat_score）乘以购买者的购买天数。`,
  },
  next_order_from: {
    en: `Day by which ${percentOf(windowShares[0])} of such customers who buy again will have, given the silence until today. ${within90.en} ${beyondReach.en}`,
    zh: `此类客户中会再买的人有 ${percentOf(windowShares[0])} 在此日前购买（已计入至今的沉默）。${within90.zh}${beyondReach.zh}`,
  },
  next_order_to: {
    en: `Day by which ${percentOf(windowShares[2])} of such customers who buy again will have, given the silence until today. ${within90.en} ${beyondReach.en}`,
    zh: `此类客户中会再买的人有 ${percentOf(windowShares[2])} 在此日前购买（已计入至今的沉默）。${within90.zh}${beyondReach.zh}`,
  },
  clv_12m: {
    en: "Expected value (CLV): what a customer will probably bring over the months that the settings name (12 unless set), discounted. A few purchases far beyond what others spend count for less. By the purchase model alone, without what repeat_score knows besides. Right on average, and not for each one.",
    zh: "预期价值（CLV）：客户在设置的月数（默认 12）内大概会带来的折现净额。远超他人的少数几次购买只计入一部分。仅按购买模型，不含 repeat_score 另外所知。平均而言正确，并非对每个人。",
  },
  clv_12m_low: {
    en: `Low end of the range that holds ${interval} of what such a customer brings, luck and what forecasts missed before included.`,
    zh: `此类客户所带来价值的 ${interval} 区间下限，含运气与以往预测的偏差。`,
  },
  clv_12m_high: {
    en: `High end of the range that holds ${interval} of what such a customer brings, luck and what forecasts missed before included.`,
    zh: `此类客户所带来价值的 ${interval} 区间上限，含运气与以往预测的偏差。`,
  },
  repeat_score: {
    en: `Chance of buying within ${HORIZON_DAYS} days, stated the way that proved best on past customers.`,
    zh: `${HORIZON_DAYS} 天内购买的可能性，用在过去客户身上被证明最准的方式给出。`,
  },
  next_order_median: {
    en: `Day by which half of such customers who buy again will have, given the silence until today. ${within90.en} ${beyondReach.en}`,
    zh: `此类客户中会再买的人有一半在此日前购买（已计入至今的沉默）。${within90.zh}${beyondReach.zh}`,
  },
  may_never_return: {
    en: `Chance that this customer does not buy again within as long as the shop's history reaches back (${spelled(FURTHEST_YEARS)} years at most): nobody can see further. Its first year is learned from who came back within a year held back, and less where repeat_score knows something against the customer; what follows is the purchase model's. Empty where the history is shorter than ${RETURN_DAYS + YEAR_HELD_BACK.historyDays} days, or fewer than ${YEAR_HELD_BACK.customers} customers were known before that year.`,
    zh: `该客户在与本店历史等长的时间内（至多 ${FURTHEST_YEARS} 年）不再购买的可能性：更远无人能见。第一年由预留的一年中谁回来过学得，若 repeat_score 所知对该客户不利则更低；其后按购买模型推算。历史短于 ${RETURN_DAYS + YEAR_HELD_BACK.historyDays} 天，或那一年之前已知客户少于 ${YEAR_HELD_BACK.customers} 位，则为空。`,
  },
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
  early_warning_drop: {
    en: `How far the repeat score of a valuable customer (class A or the high band, then or tonight) who has not bought since fell within a week: by at least ${100 * EARLY_WARNING.leastFall} points, and by ${percentOf(EARLY_WARNING.leastShare)} of what it was. Empty for everybody else.`,
    zh: `有价值的客户（当时或今晚为 A 类或高档）一周内未再购买，其回购分下降了多少：至少 ${100 * EARLY_WARNING.leastFall} 个百分点，且至少为原值的 ${percentOf(EARLY_WARNING.leastShare)}。其余为空。`,
  },
} as const satisfies Readonly<Record<string, Said>>;
