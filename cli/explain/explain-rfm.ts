import { counted } from "../../shared/model/counted.ts";
import { decimalOf } from "../../shared/model/minor-units.ts";
import type { RfmScale } from "../../shared/model/model-file.ts";
import type { Currency } from "../../shared/model/money.ts";
import type { Grounds } from "./evidence.ts";

/** R, F, M by the night's cuts. */
export const rfmGrounds: Grounds<"r" | "f" | "m" | "rfm_segment"> = {
  r: ({ summary, model }) => ({
    from: { daysSilent: summary.days_silent, windowDays: model.rfm.windowDays, ...model.rfm.r },
  }),
  f: ({ summary, model }) => ({
    from: { orders: summary.window_orders, windowDays: model.rfm.windowDays, ...model.rfm.f },
  }),
  m: ({ summary, model }) => ({
    from: {
      windowDays: model.rfm.windowDays,
      net: decimalOf(summary.window_net, model.currency),
      ...inMoney(model.rfm.m, model.currency),
      restsOn: inWindow(model.counts.inRfmWindow),
    },
  }),
  rfm_segment: ({ row }) => ({
    from: { code: [row.r, row.f, row.m].map((digit) => digit ?? "-").join("") },
  }),
};

const inWindow = (customers: number): string => `${counted(customers, "customer")} with an order in the window`;

const inMoney = (scale: RfmScale, currency: Currency) =>
  scale.rule === "even"
    ? scale
    : { ...scale, cuts: scale.cuts.map((cut) => (cut === null ? null : decimalOf(cut, currency))) };
