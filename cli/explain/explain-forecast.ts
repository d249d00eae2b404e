import type { ModelFile } from "../../shared/model/model-file.ts";
import type { Grounds } from "./evidence.ts";

const ALIVE: Readonly<Record<ModelFile["chosen"], string>> = {
  mbgnbd: "1 / (1 + a / (b + x) ((alpha + T) / (alpha + t_x))^(r + x))",
  bgnbd: "1 / (1 + a / (b + x - 1) ((alpha + T) / (alpha + t_x))^(r + x)); 1 for x = 0",
  pnbd: "chance of being alive at T given x, t_x, T under Pareto/NBD (Schmittlein, Morrison and Colombo 1987, as in Fader and Hardie 2005)",
  none: "no purchase model is in force tonight",
};

const AHEAD: Readonly<Record<ModelFile["chosen"], string>> = {
  mbgnbd: "P(alive) × expected purchases of who is alive, leaving after each with a chance drawn from beta(a, b)",
  bgnbd: "P(alive) × expected purchases of who is alive, leaving after each with a chance drawn from beta(a, b)",
  pnbd: "P(alive) × expected purchases of who is alive, leaving at a rate drawn from gamma(s, beta)",
  none: "no purchase model is in force tonight",
};

/** What the purchase model in force says of a customer. */
export const forecastGrounds: Grounds<"p_alive" | "expected_purchases_90d"> = {
  p_alive: ({ model, row }) => ({
    formula: `${ALIVE[model.chosen]}${model.doubt ? `; of a frequent buyer who fell quiet by ${model.doubt.toFixed(2)} that of the frequency x' ≤ x that makes the silence likeliest, times sqrt((r + x') / (r + x))` : ""}; never below repeat_score${row.may_never_return === null ? "" : " nor 1 - may_never_return, nor above the latter over the model's chance that who is alive returns within the reach"}, and between 0.001 and 0.999`,
    from: {
      repeat_score: row.repeat_score,
      ...(row.may_never_return !== null && { may_never_return: row.may_never_return }),
      ...(model.doubt && { doubtOfSilence: model.doubt }),
    },
    uses: ["purchase model"],
  }),
  expected_purchases_90d: ({ model, row, score }) => ({
    formula: `repeat_score × (expected purchases / P(active), which are by its own P(alive)) of the model, where there is a repeat score; expected purchases: ${AHEAD[model.chosen]}`,
    from: { modelsPAlive: score.pAlive, repeat_score: row.repeat_score, horizonDays: 90 },
    uses: ["purchase model"],
  }),
};
