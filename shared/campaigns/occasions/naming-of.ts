import type { Trigger } from "../../model/trigger.ts";

/**
 * How the ledger tells an occasion of a trigger from others: by its very name; by the year of a day that returns in each, and that may be
 * corrected; by the spell of silence that it belongs to; or not at all, since there is one in a life.
 */
export const namingOf = (trigger: Trigger): "by-name" | "by-year" | "by-spell" | "once" => {
  switch (trigger.on) {
    case "tier-entered":
    case "order-due":
    case "runs-out":
      return "by-spell";
    case "ordered":
      return trigger.which === "any" ? "by-name" : "once";
    case "birthday":
    case "first-order-anniversary":
      return "by-year";
    case "segment-entered":
    case "yearly":
    case "festival":
    case "holiday":
    case "listed":
    case "every":
    case "cart-left":
      return "by-name";
  }
};
