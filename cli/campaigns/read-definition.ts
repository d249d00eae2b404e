import { readdir } from "node:fs/promises";
import { readWrittenText } from "../../shared/adapters/read-written-text.ts";
import { conditionsIn } from "../../shared/campaigns/audiences.ts";
import { missingSegments } from "../../shared/campaigns/segments/entered-segments.ts";
import { type Campaign, campaignDefinitionSchema, campaignIdSchema } from "../../shared/model/campaign.ts";
import { describeMisfit } from "../../shared/model/describe-misfit.ts";
import { SettingsError } from "../../shared/model/errors.ts";
import type { Trigger } from "../../shared/model/trigger.ts";
import { mistakesIn } from "./check-condition.ts";
import { festivalDays } from "./festival-days.ts";
import { holidayDays } from "./holiday-days.ts";
import { findingIn } from "./lint/finding.ts";
import { neverDue } from "./lint/never-due.ts";
import { offersOf, type ReadOffers } from "./read-offers.ts";
import { DEFINITION, type NotedFolder } from "./template-files.ts";
import { parseYaml, where } from "./yaml-file.ts";

/** What the files beside the campaigns' folders have: the names of the shop's own segments, and its offers. */
export type Beside = { segments: readonly string[]; offers: ReadOffers };

/**
 * A campaign as its own file defines it, with the days of its occasions where these follow from the file, and the offers that its
 * steps name.
 */
export const readDefinition = async (
  { url, shown, id, note }: NotedFolder,
  { segments, offers }: Beside,
): Promise<Campaign> => {
  const origin = `${shown}/${DEFINITION}`;
  const text = await readWrittenText(new URL(DEFINITION, url), origin);
  if (text === undefined)
    throw new SettingsError(`${origin} is missing: it says to whom the campaign writes${await alike(url)}`);
  const named = campaignIdSchema.safeParse(id);
  if (!named.success)
    throw new SettingsError(`${shown}: the folder's name is the campaign's; ${named.error.issues[0]?.message}`);
  const written = parseYaml(text, origin);
  const parsed = campaignDefinitionSchema.safeParse(written.value ?? {});
  if (parsed.success) {
    const promised = offersOf(parsed.data, offers);
    const problems = [
      ...conditionsIn(parsed.data).flatMap(({ path, when }) =>
        mistakesIn({ when, path }, { origin, written, own: segments }),
      ),
      ...[...missingSegments(parsed.data, segments), ...promised.problems].map(
        ({ path, says }) => `${where(origin, written.placeIn(path, 0))}: ${says}`,
      ),
    ];
    const dated = await daysOf(parsed.data.trigger);
    if ("problem" in dated)
      problems.push(`${where(origin, written.placeIn(["trigger", "holiday"], 0))}: ${dated.problem}`);
    if (problems.length > 0) throw new SettingsError(problems.join("\n"));
    const never = neverDue(parsed.data);
    note(never.map(({ path, what }) => findingIn(origin)({ rule: "never-due", what, ...written.placeIn(path, 0) })));
    const some = Object.keys(promised.found).length > 0;
    return { ...parsed.data, id, ...dated, ...(some && { offers: promised.found }) };
  }
  throw new SettingsError(
    `${origin} does not fit:\n${describeMisfit(parsed.error, campaignDefinitionSchema, written)}`,
  );
};

const daysOf = async (trigger: Trigger): Promise<Pick<Campaign, "days"> | { problem: string }> => {
  if (trigger.on === "holiday") return holidayDays(trigger);
  return trigger.on === "festival" ? { days: festivalDays(trigger.festival) } : {};
};

/** A file that was probably meant to be the definition. */
const alike = async (url: URL): Promise<string> => {
  const found = (await readdir(url)).find((file) => /^campaign\.ya?ml$/i.test(file));
  return found === undefined ? "" : `; rename ${found}`;
};
