import type { Campaign } from "../../model/campaign.ts";
import { didYouMean } from "../../model/near-miss.ts";

/** Segments that a campaign waits for somebody to come into, and that there are not: what is wrong, and where. */
export const missingSegments = (
  { trigger }: Pick<Campaign, "trigger">,
  own: readonly string[],
): { path: (string | number)[]; says: string }[] => {
  if (trigger.on !== "segment-entered") return [];
  const there = own.length === 0 ? "; segments.yaml has none" : `; there is ${own.join(", ")}`;
  return trigger.segments.flatMap((name, index) =>
    own.includes(name)
      ? []
      : [
          {
            path: ["trigger", "segments", index],
            says: `there is no segment "${name}" of your own${didYouMean(name, own) || there}`,
          },
        ],
  );
};
