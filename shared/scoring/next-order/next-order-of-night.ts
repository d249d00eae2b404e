import type { ModelFile } from "../../model/model-file.ts";
import type { Day } from "../../model/time.ts";
import type { HeldBackFits } from "../held-back/fit-at-cut.ts";
import { type HeldBack, heldBackWindows } from "../held-back/held-back-windows.ts";
import { modelInForce } from "../models/purchase-model.ts";
import { addDays } from "../summaries/epoch-day.ts";
import { type ChosenNextOrder, chooseNextOrder, type Stretch } from "./choose-next-order.ts";

type NightForNextOrder = {
  readonly asOf: Day;
  readonly heldBack: HeldBack;
  readonly yesterday?: Pick<ModelFile, "nextOrder"> | undefined;
};

/** `chooseNextOrder` for the purchase model in force, fitted as of the last two cuts; null on a night without one. */
export const nextOrderOfNight = (
  { asOf, heldBack, yesterday }: NightForNextOrder,
  fits: HeldBackFits,
  chosen: ModelFile["chosen"],
): { readonly nextOrder: ModelFile["nextOrder"]; readonly statements: ChosenNextOrder["statements"] } => {
  if (chosen === "none") return { nextOrder: null, statements: [] };
  const stretch = (name: "recent" | "earlier"): Stretch | undefined => {
    const model = modelInForce({ chosen, models: fits[name].models });
    return model && { cells: heldBack[name], model };
  };
  return chooseNextOrder({
    cut: addDays(asOf, -heldBackWindows.recent.cutDaysBefore),
    earlier: stretch("earlier"),
    recent: stretch("recent"),
    yesterday: yesterday?.nextOrder,
  });
};
