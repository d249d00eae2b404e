import { drowsyLetterFrom } from "../../shared/campaigns/occasions/tier-entered.ts";
import type { Facts, Ground, Grounds } from "./evidence.ts";
import { tierGrounds } from "./explain-tier.ts";

type OccasionColumn = "drowsy_since" | "half_asleep_since" | "asleep_since" | "order_due_on";

const since =
  (name: Exclude<OccasionColumn, "order_due_on">) =>
  (facts: Facts): Ground => ({
    from: { ...tierGrounds.tier(facts).from, named_before: facts.before?.[name] ?? null },
  });

/** Days by which campaigns go: as the night before named them, or as the model of the night does. */
export const occasionGrounds: Grounds<OccasionColumn> = {
  drowsy_since: (facts) => {
    const { from } = since("drowsy_since")(facts);
    const { since: known, orderDueOn } = facts.score;
    return { from: { ...from, letter_from: drowsyLetterFrom(known.drowsy, orderDueOn) ?? null } };
  },
  half_asleep_since: since("half_asleep_since"),
  asleep_since: since("asleep_since"),
  order_due_on: ({ summary, model, before }) => ({
    from: {
      last_order_on: summary.last_day,
      level: model.nextOrder?.levels[1],
      named_before: before?.order_due_on ?? null,
    },
    uses: ["purchase model"],
  }),
};
