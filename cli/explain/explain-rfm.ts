import { decimalOf } from "../../shared/model/minor-units.ts";
import type { Grounds } from "./evidence.ts";

/** R, F, M by the night's cuts. */
export const rfmGrounds: Grounds<"r" | "f" | "m" | "rfm_segment"> = {
  r: ({ summary, model }) => ({
    formula: "5 at the shortest silence, by the cuts; nothing without an order in the window",
    from: { daysSilent: summary.days_silent, windowDays: model.rfm.windowDays, ...model.rfm.r },
  }),
  f: ({ summary, model }) => ({
    formula: `orders in ${model.rfm.windowDays} days, by the cuts`,
    from: { orders: summary.window_orders, ...model.rfm.f },
  }),
  m: ({ summary, model }) => ({
    formula: `net value in ${model.rfm.windowDays} days, by the cuts (minor units)`,
    from: {
      net: decimalOf(summary.window_net, model.currency),
      ...model.rfm.m,
      restsOn: inWindow(model.counts.inRfmWindow),
    },
  }),
  rfm_segment: ({ row }) => ({
    formula: "the table of 125 codes; Lost without an order in the window",
    from: { code: [row.r, row.f, row.m].map((digit) => digit ?? "-").join("") },
  }),
};

const inWindow = (customers: number): string => `${customers} customers with an order in the window`;
