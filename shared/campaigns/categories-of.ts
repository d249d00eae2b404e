import type { CampaignLibrary } from "../model/campaign-library.ts";
import { categoryKey } from "../model/category-days.ts";

/** Categories of goods that campaigns go by, as `categoryKey` has them, in their order; undefined where they go by none. */
export const categoriesOf = ({ campaigns }: CampaignLibrary): string[] | undefined => {
  const named = campaigns.flatMap(({ campaign: { enabled, trigger } }) =>
    enabled && "category" in trigger && trigger.category !== undefined ? [categoryKey(trigger.category)] : [],
  );
  return named.length === 0 ? undefined : [...new Set(named)].sort();
};
