import { type Campaign, offerOf, templateOf } from "../model/campaign.ts";
import type { TemplateUse } from "./sample-views.ts";

/** What one of a campaign's templates is for. */
export const useOf = (
  campaign: Pick<Campaign, "id" | "steps" | "offers" | "trigger">,
  template: string,
): TemplateUse => ({
  trigger: campaign.trigger.on,
  offers: [
    ...new Set(
      campaign.steps.filter((step) => templateOf(step) === template).map(({ name }) => offerOf(campaign, name)?.offer),
    ),
  ],
});
