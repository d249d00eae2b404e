import { timeZoneSchema } from "../../model/time.ts";
import type { HistoryCells, HistoryFormat } from "../history-format.ts";

/** Square writes zones by the names that Ruby on Rails has for them. */
const zones: ReadonlyMap<string, string> = new Map([
  ["Eastern Time (US & Canada)", "America/New_York"],
  ["Central Time (US & Canada)", "America/Chicago"],
  ["Mountain Time (US & Canada)", "America/Denver"],
  ["Pacific Time (US & Canada)", "America/Los_Angeles"],
  ["Arizona", "America/Phoenix"],
  ["Indiana (East)", "America/Indiana/Indianapolis"],
  ["Alaska", "America/Anchorage"],
  ["Hawaii", "Pacific/Honolulu"],
  ["Atlantic Time (Canada)", "America/Halifax"],
  ["Newfoundland", "America/St_Johns"],
  ["Saskatchewan", "America/Regina"],
  ["London", "Europe/London"],
  ["Edinburgh", "Europe/London"],
  ["Dublin", "Europe/Dublin"],
  ["Paris", "Europe/Paris"],
  ["Madrid", "Europe/Madrid"],
  ["Tokyo", "Asia/Tokyo"],
  ["Osaka", "Asia/Tokyo"],
  ["Sydney", "Australia/Sydney"],
  ["Melbourne", "Australia/Melbourne"],
  ["Canberra", "Australia/Sydney"],
  ["Brisbane", "Australia/Brisbane"],
  ["Adelaide", "Australia/Adelaide"],
  ["Perth", "Australia/Perth"],
  ["Hobart", "Australia/Hobart"],
  ["Darwin", "Australia/Darwin"],
]);

const zoneOf = (name: string): string => zones.get(name) ?? (timeZoneSchema.safeParse(name).success ? name : "");

/** What went back is negative there, and a payment that stands is `Complete`. */
const inOurWords = (cells: HistoryCells): HistoryCells => ({
  ...cells,
  refunded: cells.refunded.replace(/^-/, ""),
  status: /^complete$/i.test(cells.status) ? "completed" : cells.status,
  time_zone: zoneOf(cells.time_zone),
});

/**
 * Square's export of transactions (Dashboard, Transactions, Export, "Transactions CSV"). A row is a payment; what was paid back
 * whole has a row of its own, which is refused by name.
 */
export const squareHistory: HistoryFormat = {
  name: "square",
  title: "transactions as Square exports them",
  source: "square",
  needed: ["date", "transaction id", "payment id", "total collected", "customer id"],
  oneOf: [],
  columns: {
    order_id: ["payment id", "transaction id"],
    customer_id: "customer id",
    ordered_at: "date",
    time_zone: "time zone",
    total: "total collected",
    refunded: "partial refunds",
    discount: "discounts",
    status: "transaction status",
  },
  otherColumns: "expected",
  together: "payment id",
  row: "order",
  amounts: "order",
  currency: "shop",
  people: "customer-ids",
  inOurWords,
  cannotTell: [
    "Any address: customers are known by Square's ids, and can be written to once webhooks have told of them.",
    "Tips apart from what was sold, the time of day, and what was bought: Square's file of items has that, and no payments.",
    "The currency: every amount is taken for one in the shop's own.",
  ],
};
