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
  /** x repeat purchase days, t_x and T in weeks, m mean spend of a repeat purchase day; and m of all of them where the first counts. */
  history: ReturnType<typeof historyOf> & { m: string | null; m_all?: string };
  purchases: ({ model: keyof typeof modelNames; repeatBuyers: number } & Fit) | null;
  spend: ({ counts: "repeat purchase days" | "all purchase days" } & Fit) | null;
};

type History = Pick<SummaryRow, "repeats" | "recency_days" | "age_days" | "repeat_net" | "net">;

export const modelsBehind = (summary: History, model: ModelFile): ModelsBehind => {
  const { chosen } = model;
  const { gammaGamma, gammaGammaWithFirst } = model.models;
  const spend = gammaGammaWithFirst ?? gammaGamma;
  const counts = gammaGammaWithFirst === undefined ? "repeat purchase days" : "all purchase days";
  const { repeats, repeat_net, net } = summary;
  const mean = (minor: number, days: number) => decimalOf(Math.round(minor / days), model.currency);
  return {
    history: {
      ...historyOf(summary),
      m: repeats === 0 ? null : mean(repeat_net, repeats),
      ...(gammaGammaWithFirst && { m_all: mean(net, repeats + 1) }),
    },
    purchases: chosen === "none" ? null : purchasesOf(chosen, model),
    spend: spend && { counts, ...fitOf(spend, spend.params, spend.standardErrors) },
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
export const describeModels = ({ history, purchases, spend }: ModelsBehind): string[] => [
  describedHistory(history),
  purchases
    ? `  purchase model ${modelNames[purchases.model]}: ${described(purchases)}, ${grouped(purchases.repeatBuyers)} of whom came back`
    : "  no purchase model is in force",
  spend ? `  spend model Gamma-Gamma: ${describedSpend(spend)}` : "  no model of spend is in force",
];

const describedHistory = ({ x, t_x_weeks, T_weeks, m, m_all }: ModelsBehind["history"]): string => {
  const mean = m === null ? "" : `, m ${m}`;
  const withFirst = m_all === undefined ? "" : `, m of all days ${m_all}`;
  return `  history: x ${x}, t_x ${digits(t_x_weeks)} weeks, T ${digits(T_weeks)} weeks${mean}${withFirst}`;
};

const describedSpend = (spend: NonNullable<ModelsBehind["spend"]>): string =>
  spend.counts === "repeat purchase days"
    ? `${described(spend)} with repeat spend`
    : `${described(spend)} who spent, first orders counted: by x + 1 purchase days and their mean`;

const described = ({ params, standardErrors, asOf, customers }: Fit): string => {
  const values = Object.entries(params).map(([name, value]) => {
    const error = standardErrors[name];
    return `${name} ${digits(value)}${error === null || error === undefined ? "" : ` (standard error ${digits(error)})`}`;
  });
  return `${values.join(", ")}, fitted as of ${asOf} to ${counted(customers, "customer")}`;
};

const digits = (value: number): string => String(Number(value.toPrecision(6)));
