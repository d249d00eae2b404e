import { counted, grouped } from "../../shared/model/counted.ts";
import type { NextOrder } from "../../shared/model/next-order.ts";
import type { Facts, Ground, Grounds, Proof } from "./evidence.ts";
import { percent } from "./percent.ts";

/** The window of the next order, given the silence until today, and the chance that there is none. */
export const nextOrderGrounds: Grounds<"next_order_from" | "next_order_median" | "next_order_to" | "may_never_return"> =
  {
    next_order_from: (facts) => end(facts, 0),
    next_order_median: (facts) => end(facts, 1),
    next_order_to: (facts) => end(facts, 2),
    may_never_return: (facts) => ({
      formula: "1 - p_alive × chance that who is alive ever buys again",
      from: { p_alive: facts.row.p_alive },
      uses: ["purchase model"],
      proof: mayNeverProof(facts.model.nextOrder),
    }),
  };

const end = (facts: Facts, at: 0 | 1 | 2): Ground => {
  const { nextOrder } = facts.model;
  return {
    from: {
      daysSilent: facts.summary.days_silent,
      level: nextOrder?.levels[at],
      recalibrated: nextOrder?.recalibrated,
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
  const proof = nextOrder?.proof;
  if (!proof) return { sentence: "not proved: no time could be held back", figures: null };
  return {
    sentence: `proved on ${counted(proof.customers, "customer")} known on ${proof.cut}, ${grouped(proof.buyers)} of whom bought within ${proof.horizonDays} days`,
    figures: proof.mayNever,
  };
};
