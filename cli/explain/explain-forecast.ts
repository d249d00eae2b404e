import type { ModelFile } from "../../shared/model/model-file.ts";
import type { Grounds } from "./evidence.ts";

const ALIVE: Readonly<Record<ModelFile["chosen"], string>> = {
  mbgnbd: "1 / (1 + a / (b + x) ((alpha + T) / (alpha + t_x))^(r + x))",
  bgnbd: "1 / (1 + a / (b + x - 1) ((alpha + T) / (alpha + t_x))^(r + x)); 1 for x = 0",
  pnbd: "chance of being alive at T given x, t_x, T under Pareto/NBD (Schmittlein, Morrison and Colombo 1987, as in Fader and Hardie 2005)",
  none: "no purchase model is in force tonight",
};

const AHEAD: Readonly<Record<ModelFile["chosen"], string>> = {
  mbgnbd: "p_alive × expected purchases of who is alive, leaving after each with a chance drawn from beta(a, b)",
  bgnbd: "p_alive × expected purchases of who is alive, leaving after each with a chance drawn from beta(a, b)",
  pnbd: "p_alive × expected purchases of who is alive, leaving at a rate drawn from gamma(s, beta)",
  none: "no purchase model is in force tonight",
};

/** What the purchase model in force says of a customer. */
export const forecastGrounds: Grounds<"p_alive" | "expected_purchases_90d"> = {
  p_alive: ({ model, row }) => ({
    formula: `${ALIVE[model.chosen]}${model.doubt ? `; of a frequent buyer who fell quiet by ${model.doubt.toFixed(2)} that of the frequency x' ≤ x that makes the silence likeliest, times sqrt((r + x') / (r + x))` : ""}; never below repeat_score, and between 0.001 and 0.999`,
    from: { repeat_score: row.repeat_score, ...(model.doubt && { doubtOfSilence: model.doubt }) },
    uses: ["purchase model"],
  }),
  expected_purchases_90d: ({ model, row }) => ({
    formula: `repeat_score × (expected purchases / P(active)) of the model, where there is a repeat score; expected purchases: ${AHEAD[model.chosen]}`,
    from: { p_alive: row.p_alive, repeat_score: row.repeat_score, horizonDays: 90 },
    uses: ["purchase model"],
  }),
};
