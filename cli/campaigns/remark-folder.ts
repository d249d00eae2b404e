import { remarksOnTexts } from "../../shared/campaigns/lint-text.ts";
import type { Instant } from "../../shared/model/time.ts";
import { isError, toldOfFinding } from "./lint/finding.ts";
import type { ReadCampaigns } from "./read-campaign-folder.ts";
import { remarksOnDays } from "./remark-days.ts";

/** Campaigns as they were read, and what their folder is called in what is said of them. */
export type ReadFolder = ReadCampaigns & { shown: string };

/** What was found in the files, and by the clock of whoever asks. */
export const withDays = (folder: ReadFolder, at: Instant): ReadFolder => ({
  ...folder,
  findings: [...folder.findings, ...remarksOnDays(folder.library, at.slice(0, 10), folder)],
});

/** What is worth a remark in campaigns, and stops nobody. */
export const remarksOn = ({ library, findings, shown }: ReadFolder): string[] => [
  ...findings.filter((finding) => !isError(finding)).map(toldOfFinding),
  ...library.campaigns.flatMap((campaign) => remarksOnTexts(campaign, shown)),
];
