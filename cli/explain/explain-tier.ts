import { counted, grouped } from "../../shared/model/counted.ts";
import type { ModelFile } from "../../shared/model/model-file.ts";
import { expectedIntervalDays } from "../../shared/scoring/models/expected-interval.ts";
import { rhythmOf } from "../../shared/scoring/tiers/rhythm-of.ts";
import { type Grounds, historyOf, type Proof } from "./evidence.ts";
import { percent } from "./percent.ts";

/** The tier by the rule in force, with the proof that put it in force. */
export const tierGrounds: Grounds<"tier"> = {
  tier: ({ summary, score, model, before }) => {
    const { rule, cuts, hysteresis, proof } = model.tiers;
    const rhythm = rhythmOf(model.chosen, model.models);
    const byRhythm = rule === "rhythm" && rhythm !== undefined;
    return {
      formula: byRhythm
        ? "days_silent / expected interval against the cuts, lowered by hysteresis for who was there already; expected interval = 7 (alpha + t_x) / (r + x) days"
        : "days_silent against the cuts, lowered by hysteresis for who was there already",
      from: {
        measure: score.silence,
        daysSilent: summary.days_silent,
        ...(byRhythm && {
          expectedIntervalDays: expectedIntervalDays(rhythm, summary.repeats, summary.recency_days),
          ...rhythm,
          ...historyOf(summary),
        }),
        rule,
        cuts,
        hysteresis,
        yesterday: before && { tier: before.tier, last_order_on: before.last_order_on },
      },
      proof: proofOf(proof),
    };
  },
};

const WHY = {
  "rhythm-no-worse": "own rhythm foretells no worse than day limits",
  "rhythm-worse": "own rhythm foretells worse than day limits",
  "rhythm-does-not-fall": "repeat rates by own rhythm do not fall from tier to tier",
  "as-the-night-before": "neither is clearly better, so that it stays as the night before",
} as const;

const proofOf = (proof: ModelFile["tiers"]["proof"]): Proof => {
  if (proof === null) return { sentence: "not proved: too little time could be held back", figures: null };
  const { cut, horizonDays, customers, buyers, rhythm, fixedDays, why } = proof;
  const rates = ({ errorRate, omissionRate }: typeof rhythm) => `${percent(errorRate)} / ${percent(omissionRate)}`;
  return {
    sentence: `proved on ${counted(customers, "customer")} known on ${cut}, ${grouped(buyers)} of whom bought within ${horizonDays} days: ${WHY[why]} (error and omission rate ${rates(rhythm)} by rhythm, ${rates(fixedDays)} by days)`,
    figures: proof,
  };
};
