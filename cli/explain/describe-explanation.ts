import type { Consent } from "../../shared/model/consent.ts";
import { decimalOf } from "../../shared/model/minor-units.ts";
import type { Order } from "../../shared/model/order.ts";
import { fromEpochDay } from "../../shared/scoring/epoch-day.ts";
import type { PurchaseSummary } from "../../shared/scoring/purchase-summary.ts";
import type { Evidence } from "./explain-score.ts";

/** What is known of one customer as of a night's day. Money is in minor units. */
export type Explanation = {
  customerId: string;
  asOf: string;
  orders: readonly Pick<Order, "orderKey" | "day" | "counted" | "netMinor">[];
  /** In minor units, days as YYYY-MM-DD; null where nothing was bought until the as-of day. */
  summary: PurchaseSummary | null;
  numbers: readonly Evidence[];
  currency: string;
  /** What is in force now for mail to the customer's address. */
  consent: Consent;
};

/** An explanation for a reader: orders, what they add up to, and each number with its formula. */
export const describeExplanation = ({
  customerId,
  asOf,
  orders,
  summary,
  numbers,
  currency,
  consent,
}: Explanation): string[] => [
  `Customer ${customerId}, as of ${asOf}`,
  `Consent to marketing mail at their address: ${describeConsent(consent)}`,
  "",
  "Orders",
  ...orders.map(
    ({ orderKey, day = "?", counted, netMinor }) =>
      `  ${day}  ${decimalOf(netMinor, currency).padStart(10)} ${currency}  ${orderKey}${counted.state === "counted" ? "" : `  not counted: ${counted.reason}`}`,
  ),
  "",
  ...(summary === null
    ? ["Nothing that counts was bought until this day, so there are no numbers."]
    : [
        `${summary.orders} counted orders on ${summary.repeats + 1} days, ${fromEpochDay(summary.firstDay)} to ${fromEpochDay(summary.lastDay)}: ${decimalOf(summary.netMinor, currency)} ${currency}.`,
        "",
        "Numbers",
        ...numbers.flatMap(describeEvidence),
      ]),
];

const describeConsent = ({ state, basis, at, source }: Consent): string =>
  [
    state,
    ...(basis === "none" ? [] : [basis]),
    ...(at ? [`said ${at}`] : []),
    ...(source ? [`told by ${source}`] : []),
  ].join(", ");

const describeEvidence = ({ name, value, formula, from }: Evidence): string[] => [
  `  ${name} = ${value === null ? "not known" : shown(value)}`,
  `      ${formula}`,
  `      from ${Object.entries(from)
    .filter(([, part]) => part !== undefined)
    .map(([part, number]) => `${part} ${shown(number)}`)
    .join(", ")}`,
];

const shown = (value: unknown): string => {
  if (typeof value === "number") return String(Number(value.toPrecision(6)));
  return typeof value === "string" ? value : JSON.stringify(value);
};
