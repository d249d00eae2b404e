import { counted, grouped } from "../../shared/model/counted.ts";
import { decimalOf } from "../../shared/model/minor-units.ts";
import type { ModelFile } from "../../shared/model/model-file.ts";
import type { SummaryRow } from "../../shared/model/summary-row.ts";
import { modelNames } from "../../shared/words/model-names.ts";
import { historyOf } from "./evidence.ts";

type Fit = Pick<
  NonNullable<ModelFile["models"]["mbgnbd"]>,
  "asOf" | "logLikelihood" | "converged" | "prior" | "customers"
> & { params: Readonly<Record<string, number>>; standardErrors: Readonly<Record<string, number | null>> };

/** What most numbers rest on: a customer's history, and the night's two models. null: not in force. */
export type ModelsBehind = {
  /** x repeat purchase days, t_x and T in weeks, m mean spend of a repeat purchase day. */
  history: ReturnType<typeof historyOf> & { m: string | null };
  purchases: ({ model: keyof typeof modelNames; repeatBuyers: number } & Fit) | null;
  spend: Fit | null;
};

export const modelsBehind = (summary: SummaryRow, model: ModelFile): ModelsBehind => {
  const { chosen } = model;
  const spend = model.models.gammaGamma;
  const { repeats, repeat_net } = summary;
  return {
    history: {
      ...historyOf(summary),
      m: repeats === 0 ? null : decimalOf(Math.round(repeat_net / repeats), model.currency),
    },
    purchases: chosen === "none" ? null : purchasesOf(chosen, model),
    spend: spend && fitOf(spend, spend.params, spend.standardErrors),
  };
};

const purchasesOf = (name: keyof typeof modelNames, { models, counts }: ModelFile): ModelsBehind["purchases"] => {
  const fit = models[name];
  return fit && { model: name, repeatBuyers: counts.repeatBuyers, ...fitOf(fit, fit.params, fit.standardErrors) };
};

const fitOf = (
  { asOf, logLikelihood, converged, prior, customers }: Omit<Fit, "params" | "standardErrors">,
  params: Fit["params"],
  standardErrors: Fit["standardErrors"],
): Fit => ({ params, standardErrors, asOf, logLikelihood, converged, prior, customers });

/** The same for a reader, a line each. */
export const describeModels = ({ history: { x, t_x_weeks, T_weeks, m }, purchases, spend }: ModelsBehind): string[] => [
  `  history: x ${x}, t_x ${digits(t_x_weeks)} weeks, T ${digits(T_weeks)} weeks${m === null ? "" : `, m ${m}`}`,
  purchases
    ? `  purchase model ${modelNames[purchases.model]}: ${described(purchases)}, ${grouped(purchases.repeatBuyers)} of whom came back`
    : "  no purchase model is in force",
  spend ? `  spend model Gamma-Gamma: ${described(spend)} with repeat spend` : "  no model of spend is in force",
];

const described = ({ params, standardErrors, asOf, customers }: Fit): string => {
  const values = Object.entries(params).map(([name, value]) => {
    const error = standardErrors[name];
    return `${name} ${digits(value)}${error === null || error === undefined ? "" : ` (standard error ${digits(error)})`}`;
  });
  return `${values.join(", ")}, fitted as of ${asOf} to ${counted(customers, "customer")}`;
};

const digits = (value: number): string => String(Number(value.toPrecision(6)));
