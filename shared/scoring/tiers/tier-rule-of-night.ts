import type { ModelFile } from "../../model/model-file.ts";
import type { Settings } from "../../model/settings.ts";
import type { Day } from "../../model/time.ts";
import type { CutFits } from "../held-back/fit-at-cut.ts";
import { type HeldBack, heldBackWindows } from "../held-back/held-back-windows.ts";
import type { Cells } from "../summaries/cells.ts";
import { addDays } from "../summaries/epoch-day.ts";
import { rhythmOf } from "./rhythm-of.ts";
import { type ChosenTierRule, chooseTierRule } from "./tier-rule.ts";

type NightForTiers = {
  readonly asOf: Day;
  readonly settings: Pick<Settings, "tiers">;
  readonly heldBack: HeldBack;
  readonly yesterday?: Pick<ModelFile, "tiers" | "chosen" | "models"> | undefined;
};

/** `chooseTierRule` for a night's own customers, with the purchase model in force fitted as of the last cut. */
export const tierRuleOfNight = (
  { asOf, settings, heldBack, yesterday }: NightForTiers,
  tonight: Cells,
  atCut: CutFits,
  { chosen, models }: Pick<ModelFile, "chosen"> & { readonly models: Parameters<typeof rhythmOf>[1] },
): ChosenTierRule =>
  chooseTierRule({
    settings: settings.tiers,
    tonight,
    rhythm: rhythmOf(chosen, models),
    heldBack: {
      cells: heldBack.recent,
      cut: addDays(asOf, -heldBackWindows.recent.cutDaysBefore),
      rhythm: rhythmOf(chosen, atCut.models),
    },
    yesterday,
  });
