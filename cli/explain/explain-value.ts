import type { CustomerRow } from "../../shared/model/customer-row.ts";
import { decimalOf } from "../../shared/model/minor-units.ts";
import type { Facts, Ground, Grounds } from "./evidence.ts";

type Column =
  | "clv_12m"
  | "clv_12m_low"
  | "clv_12m_high"
  | "clv_12m_model_low"
  | "clv_12m_model_high"
  | "value_class"
  | "value_band";

const OUTCOME =
  "end of the interval that holds 90 % of what such a customer brings: chance of purchases and spend, and the parameters' uncertainty";
const PARAMETERS =
  "end of the 90 % interval of the expected CLV from the parameters' uncertainty alone (delta method on the log scale)";

/** What a customer is worth. */
export const valueGrounds: Grounds<Column> = {
  clv_12m: ({ model, row }) => ({
    formula:
      "sum over months of expected purchases × expected spend / (1 + discount)^month; spend = p (gamma + x m) / (p x + q - 1)",
    from: { p_alive: row.p_alive, ...model.clv },
    uses: ["purchase model", "spend model"],
  }),
  clv_12m_low: (facts) => interval(facts, `low ${OUTCOME}`),
  clv_12m_high: (facts) => interval(facts, `high ${OUTCOME}`),
  clv_12m_model_low: (facts) => interval(facts, `low ${PARAMETERS}`),
  clv_12m_model_high: (facts) => interval(facts, `high ${PARAMETERS}`),
  value_class: ({ model, row }) => ({
    formula: "A down to cut a, B down to cut b, C below (minor units); cuts at the set shares of all value",
    from: { ...amounts(row), ...model.valueClass },
  }),
  value_band: ({ model: { valueBands, carriers }, row }) => ({
    formula:
      "high and middle from their cuts on, low below (minor units); cuts by hand, or twice and half the mean, rounded",
    from: { ...amounts(row), ...valueBands, carriers },
  }),
};

const interval = ({ model, row }: Facts, formula: string): Ground => ({
  formula,
  from: { clv_12m: amounts(row).clv_12m, ...model.clv },
  uses: ["purchase model", "spend model"],
});

const amounts = ({ clv_12m, net_value, currency }: CustomerRow) => ({
  clv_12m: clv_12m === null ? null : decimalOf(clv_12m, currency),
  net_value: decimalOf(net_value, currency),
});
