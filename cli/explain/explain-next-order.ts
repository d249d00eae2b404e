import { counted, grouped } from "../../shared/model/counted.ts";
import type { NextOrder } from "../../shared/model/next-order.ts";
import { RETURN_DAYS } from "../../shared/model/rule-limits.ts";
import type { Facts, Ground, Grounds, Proof } from "./evidence.ts";
import { percent } from "./percent.ts";

/** The window of the next order, given the silence until today, and the chance that there is none within the reach. */
export const nextOrderGrounds: Grounds<"next_order_from" | "next_order_median" | "next_order_to" | "may_never_return"> =
  {
    next_order_from: (facts) => end(facts, 0),
    next_order_median: (facts) => end(facts, 1),
    next_order_to: (facts) => end(facts, 2),
    may_never_return: (facts) => ({
      formula: `(1 - chance of a purchase within a year: the model's, its log-odds put right by intercept + slope × log-odds${facts.model.nextOrder?.byScore ? ", less what the repeat score knows against the customer, the season's level left out" : ""}) × the model's chance that who is silent for that year is so until the reach; at most 1 - repeat_score`,
      from: {
        repeat_score: facts.row.repeat_score,
        reachDays: facts.model.nextOrder?.reachDays,
        intercept: facts.model.nextOrder?.returns?.intercept,
        slope: facts.model.nextOrder?.returns?.slope,
      },
      uses: ["purchase model"],
      proof: mayNeverProof(facts.model.nextOrder),
    }),
  };

const end = (facts: Facts, at: 0 | 1 | 2): Ground => {
  const { nextOrder } = facts.model;
  const { repeat_score: score, may_never_return: never } = facts.row;
  return {
    ...(nextOrder?.byScore &&
      score !== null && {
        formula:
          never === null
            ? "by the wait of who buys again, made so short that as many buy within 90 days as the repeat score says of all whom P(alive) leaves"
            : "by the wait of who buys again, moved so that repeat_score / (1 - may_never_return) of them buy within 90 days",
      }),
    from: {
      daysSilent: facts.summary.days_silent,
      level: nextOrder?.levels[at],
      recalibrated: nextOrder?.recalibrated,
      ...(nextOrder?.byScore && { repeat_score: score, may_never_return: never ?? undefined }),
    },
    uses: ["purchase model"],
    proof: coverage(nextOrder, at),
  };
};

const coverage = (nextOrder: NextOrder | null, at: 0 | 1 | 2): Proof => {
  const proof = nextOrder?.proof;
  const measured = proof?.ends[at];
  if (!proof || !measured) return { sentence: "not proved: no time could be held back", figures: null };
  const covered = nextOrder.recalibrated ? measured.recalibrated : measured.plain;
  const found = covered === null ? "too few to tell" : `${percent(covered)} had by its day`;
  return {
    sentence: `proved on ${counted(measured.buyers, "buyer")} in the ${proof.horizonDays} days after ${proof.cut}: ${found}`,
    figures: measured,
  };
};

const mayNeverProof = (nextOrder: NextOrder | null): Proof => {
  const returns = nextOrder?.returns;
  if (!returns) return { sentence: "not known: no whole year could be held back", figures: null };
  const proved = returns.bins.some(({ foretold }) => foretold !== null);
  const learned = `learned from ${counted(returns.customers, "customer")} known on ${returns.cut}, ${grouped(returns.buyers)} of whom bought within ${RETURN_DAYS} days`;
  return {
    sentence: `${learned}; ${proved ? "proved on them by what the year before had taught" : "not proved: there is no second year to learn from"}`,
    figures: returns.bins,
  };
};
