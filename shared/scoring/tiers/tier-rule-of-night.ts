import type { ModelFile } from "../../model/model-file.ts";
import type { Settings } from "../../model/settings.ts";
import type { Day } from "../../model/time.ts";
import type { CutFits } from "../held-back/fit-at-cut.ts";
import type { HeldBack } from "../held-back/held-back-windows.ts";
import type { PastFit } from "../past-cuts/past-fits.ts";
import type { Cells } from "../summaries/cells.ts";
import { tierCutsOfPast } from "./tier-cuts-of-past.ts";
import { tierModelsOf } from "./tier-models-of.ts";
import { type ChosenTierRule, chooseTierRule } from "./tier-rule.ts";

type NightForTiers = {
  readonly asOf: Day;
  readonly settings: Pick<Settings, "tiers">;
  readonly heldBack: Pick<HeldBack, "recent">;
  readonly yesterday?: Pick<ModelFile, "tiers" | "chosen" | "models"> | undefined;
};

/** `chooseTierRule` for a night's own customers, with its purchase models and those of the past. */
export const tierRuleOfNight = (
  { asOf, settings, heldBack, yesterday }: NightForTiers,
  tonight: Cells,
  past: { readonly fits: readonly PastFit[]; readonly recent: CutFits | undefined },
  night: Parameters<typeof tierModelsOf>[0],
): ChosenTierRule =>
  chooseTierRule({
    asOf,
    settings: settings.tiers,
    tonight,
    models: tierModelsOf(night),
    cuts: tierCutsOfPast(asOf, past.fits, heldBack.recent, past.recent),
    recent: heldBack.recent,
    flawed: past.recent === undefined,
    yesterday,
  });
