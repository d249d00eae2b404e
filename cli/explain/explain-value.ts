import type { CustomerRow } from "../../shared/model/customer-row.ts";
import { decimalOf } from "../../shared/model/minor-units.ts";
import type { ModelFile } from "../../shared/model/model-file.ts";
import type { Currency } from "../../shared/model/money.ts";
import { summaryOf } from "../../shared/night/row-of-customer.ts";
import { toSummaryColumns } from "../../shared/scoring/summaries/summary-columns.ts";
import { Forecaster } from "../../shared/scoring/value/forecaster.ts";
import type { Facts, Ground, Grounds } from "./evidence.ts";

type Column =
  | "clv_12m"
  | "clv_12m_low"
  | "clv_12m_high"
  | "clv_12m_model_low"
  | "clv_12m_model_high"
  | "value_class"
  | "value_band";

const interval = ({ model, row }: Facts): Ground => ({
  from: { clv_12m: amounts(row).clv_12m, ...model.clv },
  uses: ["purchase model", "spend model"],
});

/** With what the shop's forecasts missed in the past. */
const widened = (facts: Facts): Ground => {
  const { valueRange } = facts.model;
  const ground = interval(facts);
  if (valueRange === undefined) return ground;
  const { deviation, seasonKnown, cuts, spendTimes } = valueRange;
  const prices = spendTimes !== undefined && { customersPayTimesAYearAgo: spendTimes };
  return { ...ground, from: { ...ground.from, missed: { deviation, seasonKnown, cuts: cuts.length, ...prices } } };
};

const spendFormula = ({ models }: Facts["model"]): string =>
  models.gammaGammaWithFirst === undefined
    ? "p (gamma + x m) / (p x + q - 1)"
    : "p (gamma + n m) / (p n + q - 1), n = x + 1 and m the mean of all n purchase days";

/** What their purchase days brought, and what that counts for, of who spent far beyond others on few of them. */
const believedOf = ({ model, summary }: Pick<Facts, "model" | "summary">) => {
  const told = new Forecaster(model).inFull(toSummaryColumns([summaryOf(summary)]), 0, 0);
  if (told === undefined) return {};
  const { purchaseDays, spentMinor, believedMinor } = told;
  const [spent, countsAs] = [spentMinor, believedMinor].map((minor) => decimalOf(minor, model.currency));
  return { few_purchases: { purchase_days: purchaseDays, spent, counts_as: countsAs } };
};

/** What a customer is worth. */
export const valueGrounds: Grounds<Column> = {
  clv_12m: ({ model, score, summary }) => ({
    formula: `sum over months of the purchase model's expected purchases × expected spend / (1 + discount)^month, by the model's own P(alive); spend = ${spendFormula(model)}`,
    from: { modelsPAlive: score.pAlive, ...model.clv, ...believedOf({ model, summary }) },
    uses: ["purchase model", "spend model"],
  }),
  clv_12m_low: widened,
  clv_12m_high: widened,
  clv_12m_model_low: interval,
  clv_12m_model_high: interval,
  value_class: ({ model, row }) => ({
    from: { ...amounts(row), ...withCuts(model.valueClass, model.currency) },
  }),
  value_band: ({ model: { valueBands, carriers }, row }) => ({
    from: { ...amounts(row), ...withCuts(valueBands, row.currency), ...carriersOf(carriers, row.currency) },
  }),
};

type Cuts = Readonly<Record<string, number | null>>;

/** Cuts as amounts, as everything else that is shown. */
const withCuts = <Rule extends { cutsMinor: Cuts }>({ cutsMinor, ...rule }: Rule, currency: Currency) => ({
  ...rule,
  cuts: Object.fromEntries(
    Object.entries(cutsMinor).map(([name, cut]) => [name, cut === null ? null : decimalOf(cut, currency)]),
  ),
});

const carriersOf = ({ leastMinor, ...carriers }: ModelFile["carriers"], currency: Currency) => ({
  carriers: { ...carriers, least: leastMinor === null ? null : decimalOf(leastMinor, currency) },
});

const amounts = ({ clv_12m, net_value, currency }: CustomerRow) => ({
  clv_12m: clv_12m === null ? null : decimalOf(clv_12m, currency),
  net_value: decimalOf(net_value, currency),
});
