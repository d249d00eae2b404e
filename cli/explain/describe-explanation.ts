import { counted } from "../../shared/model/counted.ts";
import type { CustomerRow } from "../../shared/model/customer-row.ts";
import { eventColumns } from "../../shared/model/event-columns.ts";
import { decimalOf } from "../../shared/model/minor-units.ts";
import { fromEpochDay } from "../../shared/scoring/summaries/epoch-day.ts";
import type { PurchaseSummary } from "../../shared/scoring/summaries/purchase-summary.ts";
import { describeMails, type RestsOn } from "./describe-mails.ts";
import type { Evidence } from "./evidence.ts";
import { consentLines, describeEvents, describeOrders, type KnownNow } from "./known-now.ts";
import { describeModels, type ModelsBehind } from "./models-behind.ts";

/** What is known of one customer as of a night's day. Money is in minor units. */
export type Explanation = KnownNow & {
  asOf: string;
  /** Which run made the numbers, by which version of the code, and the version that explains them now. */
  night: { runId: string; codeVersion: string; runningVersion: string };
  /**
   * `night`: what the night itself knew of the customer. Else orders as known now: `expired` where the night's own files are
   * gone, `unknown-then` where the customer is in none of them.
   */
  restsOn: RestsOn;
  /** What the night knew otherwise than the same orders would tell now: orders came late, or were refunded. */
  changedSince: readonly string[];
  /** In minor units, days since 1970-01-01; null where nothing was bought until the as-of day. */
  summary: PurchaseSummary | null;
  /** The row of `customers.csv`, made again; amounts in minor units. */
  row: CustomerRow | null;
  /** Columns that came out otherwise than they stand in the night's file. */
  differs: readonly string[];
  /** The customer's history and the night's models, that many numbers rest on. */
  behind: ModelsBehind | null;
  numbers: readonly Evidence[];
};

/** An explanation for a reader: orders, what they add up to, and each number with its formula. */
export const describeExplanation = (explanation: Explanation): string[] => {
  const { customerId, asOf, summary, behind, numbers, currency } = explanation;
  return [
    `Customer ${customerId}, as of ${asOf}`,
    ...consentLines(explanation),
    ...describeNight(explanation),
    "",
    ...describeMails(explanation.mails, explanation),
    "",
    ...describeOrders(explanation, asOf),
    ...describeEvents(explanation),
    "",
    ...(summary === null
      ? ["Nothing that counts was bought until this day, so there are no numbers."]
      : [
          `${counted(summary.orders, "counted order")} on ${counted(summary.repeats + 1, "day")}, ${fromEpochDay(summary.firstDay)} to ${fromEpochDay(summary.lastDay)}: ${decimalOf(summary.netMinor, currency)} ${currency}.`,
          ...(behind === null ? [] : ["", "Behind many of the numbers", ...describeModels(behind)]),
          "",
          "Numbers",
          ...numbers.filter(isTold).flatMap(describeEvidence),
        ]),
  ];
};

/** What a customer did beside ordering is told by few shops: a line each on what nobody told would say nothing. */
const isTold = ({ name, value, filed }: Evidence): boolean =>
  value !== null || (filed ?? null) !== null || !Object.hasOwn(eventColumns, name);

const BASIS: Readonly<Record<Explanation["restsOn"], readonly string[]>> = {
  night: [],
  expired: [
    "The night's own files have expired: numbers are made from orders as known now, without the tier of the night before.",
  ],
  "unknown-then": [
    "That night knew of no counted order of theirs: numbers are what it would have said, knowing what is known now.",
  ],
};

const describeNight = ({ night, restsOn, changedSince, differs }: Explanation): string[] => [
  `Night ${night.runId}, made by version ${night.codeVersion}${night.codeVersion === night.runningVersion ? "" : `; version ${night.runningVersion} explains it`}`,
  ...BASIS[restsOn],
  ...(changedSince.length > 0
    ? [`Orders up to that day have changed since that night: ${changedSince.join(", ")}.`]
    : []),
  ...(differs.length > 0
    ? [`Made again, these came out otherwise than in that night's file: ${differs.join(", ")}.`]
    : []),
];

const describeEvidence = ({ name, value, says, formula, from, uses = [], filed, proof }: Evidence): string[] => {
  const parts = Object.entries(from).flatMap(([part, one]) => (one === undefined ? [] : [`${part} ${shown(one)}`]));
  const sources = [...parts, ...uses.map((model) => `the ${model}`)];
  return [
    `  ${name} = ${valueOrNot(value)}${filed === undefined ? "" : ` (in that night's file: ${valueOrNot(filed)})`}`,
    `      ${says}`,
    ...(formula === says ? [] : [`      ${formula}`]),
    ...(sources.length === 0 ? [] : [`      from ${sources.join(", ")}`]),
    ...(proof ? [`      ${proof.sentence}`] : []),
  ];
};

/** An empty cell is told as that: why it is empty says the column's sentence. */
const valueOrNot = (value: Evidence["value"]): string => (value === null ? "empty" : shown(value));

/** For a reader, numbers to six digits, those within lists and objects too: `--json` has all digits. */
const shown = (value: unknown): string => {
  if (typeof value === "number") return String(Number(value.toPrecision(6)));
  if (value === null) return "none";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value !== "object") return String(value);
  if (Array.isArray(value)) return `(${value.map(shown).join("; ")})`;
  const parts = Object.entries(value).filter(([, one]) => one !== undefined);
  return `(${parts.map(([name, one]) => `${name} ${shown(one)}`).join(", ")})`;
};
