import type { Tier } from "../../model/customer.ts";
import type { LifecycleStage } from "../../model/customer-row.ts";

/**
 * The stage in a customer's life as mail tools speak of it: tier and number of purchase days in one word.
 * `one-time` bought on one day only and is drowsy or deeper asleep; `slipping`, `lapsed` and `lost` had come back at least once.
 */
export const lifecycleStage = (tier: Tier, repeats: number): LifecycleStage => {
  if (repeats === 0) return tier === "new" ? "first-order" : "one-time";
  switch (tier) {
    case "new":
    case "awake":
      return "active";
    case "drowsy":
      return "slipping";
    case "half-asleep":
      return "lapsed";
    case "asleep":
      return "lost";
  }
};
