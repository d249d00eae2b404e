import type { Campaign } from "../../model/campaign.ts";
import { sleepyTiers } from "../../model/customer.ts";
import { didYouMean } from "../../model/near-miss.ts";
import { isBuiltIn } from "../../model/own-segment.ts";
import { tierFile } from "../../model/segments.ts";

/** Segments that a campaign waits for somebody to come into, and that there are not: what is wrong, and where. */
export const missingSegments = (
  { trigger }: Pick<Campaign, "trigger">,
  own: readonly string[],
): { path: (string | number)[]; says: string }[] => {
  if (trigger.on !== "segment-entered") return [];
  return trigger.segments.flatMap((name, index) =>
    own.includes(name) ? [] : [{ path: ["trigger", "segments", index], says: whyNot(name, own) }],
  );
};

/** Only of own segments a night says since when somebody is in them; what is Rouse's own becomes one by a line. */
const whyNot = (name: string, own: readonly string[]): string => {
  const tier = sleepyTiers.find((one) => tierFile(one) === name);
  if (tier !== undefined) return `"${name}" is a tier; write on: tier-entered, tiers: [${tier}]`;
  if (isBuiltIn(name))
    return `"${name}" is a segment of Rouse's own, and of those nobody keeps since when somebody is in them; make one of your own of it in segments.yaml, by when: in_segment("${name}"), and name that`;
  const there = own.length === 0 ? "; segments.yaml has none" : `; there is ${own.join(", ")}`;
  return `there is no segment "${name}" of your own${didYouMean(name, own) || there}`;
};
