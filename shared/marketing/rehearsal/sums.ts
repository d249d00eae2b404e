import { type StopReason, stopReasonSchema } from "../../model/message.ts";
import type { FollowUp, Rehearsal, RehearsedCampaign } from "./rehearsal.ts";

/** What a campaign came to over all nights. */
export type CampaignSum = Omit<RehearsedCampaign, "stopped"> & { stopped: ReadonlyMap<StopReason, number> };

/** Every campaign of any night, in the order in which they first come. */
export const campaignSums = ({ nights }: Pick<Rehearsal, "nights">): CampaignSum[] => {
  const all = nights.flatMap(({ campaigns }) => campaigns);
  return [...Map.groupBy(all, ({ id }) => id).values()].flatMap((days) => {
    const [first] = days;
    if (first === undefined) return [];
    const { id, name, channel } = first;
    const sum = (of: (day: RehearsedCampaign) => number) => days.reduce((total, day) => total + of(day), 0);
    const stopped = stopReasonSchema.options.map((reason) => [reason, sum((day) => day.stopped[reason] ?? 0)] as const);
    return [
      {
        ...{ id, name, channel },
        considered: sum(({ considered }) => considered),
        written: sum(({ written }) => written),
        stopped: new Map(stopped.filter(([, customers]) => customers > 0)),
      },
    ];
  });
};

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
