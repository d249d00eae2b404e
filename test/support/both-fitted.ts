import type { ChosenPurchaseModel } from "../../shared/scoring/models/choose-models.ts";
import { fitOfParams } from "./fit-of-params.ts";

const asOf = "2026-08-22";
const mbgnbd = { ...fitOfParams({ r: 0.5, alpha: 6, a: 0.4, b: 2 }), asOf };

/** A night on which MBG/NBD and Pareto/NBD were fitted, so that either may score it. */
export const bothFitted: ChosenPurchaseModel = {
  models: {
    mbgnbd,
    bgnbd: null,
    nbd: null,
    pnbd: {
      ...mbgnbd,
      params: { r: 0.5, alpha: 10, s: 0.6, beta: 12 },
      standardErrors: { r: null, alpha: null, s: null, beta: null },
    },
  },
  chosen: "mbgnbd",
  statements: [],
};
