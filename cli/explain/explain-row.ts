import { rounded } from "../../shared/model/csv.ts";
import { type CustomerRow, customerTable } from "../../shared/model/customer-row.ts";
import { decimalOf } from "../../shared/model/minor-units.ts";
import { columnWords } from "../../shared/words/columns.ts";
import type { Evidence, Facts, Grounds } from "./evidence.ts";
import { clusterGrounds } from "./explain-cluster.ts";
import { eventGrounds } from "./explain-events.ts";
import { forecastGrounds } from "./explain-forecast.ts";
import { habitGrounds } from "./explain-habits.ts";
import { nextOrderGrounds } from "./explain-next-order.ts";
import { occasionGrounds } from "./explain-occasions.ts";
import { ownSegmentGrounds } from "./explain-own-segments.ts";
import { purchaseGrounds } from "./explain-purchases.ts";
import { repeatScoreGrounds } from "./explain-repeat-score.ts";
import { rfmGrounds } from "./explain-rfm.ts";
import { tierGrounds } from "./explain-tier.ts";
import { valueGrounds } from "./explain-value.ts";
import { byModelsInForce } from "./models-in-force.ts";

/** Said elsewhere in an explanation. */
type NotANumber = "customer_id" | "email" | "currency" | "consent";
type Column = Exclude<keyof CustomerRow, NotANumber>;

/** Every column: one that is missing here does not compile. */
const grounds: Grounds<Column> = {
  ...purchaseGrounds,
  ...rfmGrounds,
  ...tierGrounds,
  ...forecastGrounds,
  ...repeatScoreGrounds,
  ...nextOrderGrounds,
  ...valueGrounds,
  ...habitGrounds,
  ...clusterGrounds,
  ...eventGrounds,
  ...ownSegmentGrounds,
  ...occasionGrounds,
};

const isExplained = (name: string): name is Column => name in grounds;

/** The numbers of a customer's row in the order of the file, each with what is behind it. `filed`: the row as the night wrote it. */
export const explainRow = (facts: Facts, filed: CustomerRow | undefined): Evidence[] =>
  Object.keys(customerTable.columns)
    .filter(isExplained)
    .map((name) => {
      const value = shownIn(facts.row, name);
      const before = filed && shownIn(filed, name);
      return {
        name,
        value,
        says: columnWords[name].en,
        formula: columnWords[name].en,
        ...byModelsInForce(grounds[name](facts), facts.model, value),
        ...exactOf(facts.row, name),
        ...(before !== undefined && !Object.is(before, value) && { filed: before }),
      };
    });

const exactOf = (row: CustomerRow, name: Column): Pick<Evidence, "exact"> => {
  const exact = row[name];
  return typeof exact === "number" && customerTable.decimals[name] !== undefined ? { exact } : {};
};

const shownIn = (row: CustomerRow, name: Column): number | string | null => {
  const value = row[name];
  if (typeof value === "number" && customerTable.columns[name] === "money") return decimalOf(value, row.currency);
  return rounded(value, customerTable.decimals[name]);
};
