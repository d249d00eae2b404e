import { type StopReason, stopReasonSchema, type Withheld, withheldSchema } from "../../model/message.ts";
import type { FollowUp, Rehearsal, RehearsedCampaign } from "./rehearsal.ts";

/** What a campaign came to over all nights. */
export type CampaignSum = Omit<RehearsedCampaign, Withheld> & {
  /** Those who were not written to, in the order of the gates. */
  withheld: readonly WithheldSum[];
};
export type WithheldSum = { then: Withheld; reason: StopReason; customers: number };

/**
 * Every campaign of any night, in the order in which they first come. What waits is asked about again the night after, and is
 * counted with what became of it then: as waiting only what still waits after the last night.
 */
export const campaignSums = ({ nights }: Pick<Rehearsal, "nights">): CampaignSum[] => {
  const all = nights.flatMap(({ campaigns }) => campaigns);
  return [...Map.groupBy(all, ({ id }) => id).values()].flatMap((days) => {
    const [first] = days;
    if (first === undefined) return [];
    const { id, name, channel } = first;
    const sum = (of: (day: RehearsedCampaign) => number) => days.reduce((total, day) => total + of(day), 0);
    const waitedFor = nights.at(-1)?.campaigns.find((last) => last.id === id)?.waiting ?? {};
    const customersOf = (then: Withheld, reason: StopReason): number =>
      then === "waiting" ? (waitedFor[reason] ?? 0) : sum((day) => day[then][reason] ?? 0);
    const withheld = stopReasonSchema.options.flatMap((reason) =>
      withheldSchema.options.map((then) => ({ then, reason, customers: customersOf(then, reason) })),
    );
    return [
      {
        ...{ id, name, channel },
        considered: sum(({ considered, waiting }) => considered - total(waiting)) + total(waitedFor),
        written: sum(({ written }) => written),
        withheld: withheld.filter(({ customers }) => customers > 0),
      },
    ];
  });
};

const total = (counts: Partial<Record<StopReason, number>>): number =>
  Object.values(counts).reduce((sum, customers) => sum + customers, 0);

/** Messages of all campaigns over all nights. */
export const messagesIn = (rehearsal: Pick<Rehearsal, "nights">): number =>
  campaignSums(rehearsal).reduce((total, { written }) => total + written, 0);

/** Follow-ups of several campaigns together. */
export const addFollowUps = (all: readonly FollowUp[]): FollowUp =>
  all.reduce(
    (a, b) => ({
      occasions: a.occasions + b.occasions,
      returned: a.returned + b.returned,
      netMinor: a.netMinor + b.netMinor,
      open: a.open + b.open,
    }),
    { occasions: 0, returned: 0, netMinor: 0, open: 0 },
  );
