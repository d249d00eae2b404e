import type { Room } from "../campaigns/gate-facts.ts";
import type { Campaign } from "../model/campaign.ts";
import type { NightRun } from "../model/night.ts";
import type { GiveBackPlace, Place, ReadPlaces, TakePlace } from "../ports/places.ts";
import { shareOf } from "./share-of.ts";

export type SharesDeps = { takePlace: TakePlace; giveBackPlace: GiveBackPlace; readPlaces: ReadPlaces };

/** A message's part of what its shard may let out today. */
export type Seat = {
  /** Whether mail to its address is warmed up. */
  readonly warmed: boolean;
  /** What there is for its message alone. */
  readonly room: Room;
  /** Takes its places for good; false where others have all of them, and then none is taken. */
  take: (owner: string) => Promise<boolean>;
  /** Leaves its places to others: surely nothing was sent. It stays reserved. */
  giveBack: () => Promise<void>;
  /** Is not reserved any more; places that it took stay. */
  leave: () => void;
};

/** `leaves`: now, and not at another hour, when the mail service's quota will be another. */
type Seated = { campaign: Pick<Campaign, "id" | "channel">; warmed: boolean; leaves: boolean };

/** What a shard may let out today, and what of it is left. */
export type Shares = {
  roomFor: (campaignId: string) => Room;
  /** Of those who ask for the last seat at once, one has it. */
  reserve: (seated: Seated) => Seat;
};

/** `taken`: places in the ledger's table, over all workers, tries and hours; undefined of what is counted by this worker alone. */
type Share = { of: string; most: number; reserved: number; taken?: Set<number> };
type CountedShare = Share & { taken: Set<number> };

const WARM_UP = "warm-up";
const QUOTA = "quota";
const budgetOf = (campaignId: string): string => `budget:${campaignId}`;

/**
 * Opens a shard's shares of the day's numbers (docs/adr/0029).
 * @param quota mails that the mail service takes of this worker now
 */
export const openShares = async (
  { run, shard, campaigns, quota }: { run: NightRun; shard: number; campaigns: readonly Campaign[]; quota: number },
  deps: SharesDeps,
): Promise<Shares> => {
  const counted = countedShares(run, shard, campaigns);
  if (counted.size > 0)
    for (const { of, number } of await deps.readPlaces({ asOf: run.asOf, shard })) counted.get(of)?.taken.add(number);
  const shares = new Map<string, Share>([...counted, [QUOTA, { of: QUOTA, most: quota, reserved: 0 }]]);
  const roomIn = (of: string): number => {
    const share = shares.get(of);
    return share === undefined ? Number.POSITIVE_INFINITY : share.most - share.reserved - (share.taken?.size ?? 0);
  };
  return {
    roomFor: (campaignId) => ({ warmUp: roomIn(WARM_UP), budget: roomIn(budgetOf(campaignId)), quota: roomIn(QUOTA) }),
    reserve: ({ campaign, warmed, leaves }) => {
      const names = [
        ...(warmed ? [WARM_UP] : []),
        budgetOf(campaign.id),
        ...(leaves && campaign.channel === "email" ? [QUOTA] : []),
      ];
      const own = names.flatMap((of) => shares.get(of) ?? []);
      const roomOf = (of: string) => (!shares.has(of) || own.some((share) => share.of === of) ? 1 : 0);
      const room = { warmUp: roomOf(WARM_UP), budget: roomOf(budgetOf(campaign.id)), quota: roomOf(QUOTA) };
      return { warmed, room, ...seatIn(own, { asOf: run.asOf, shard }, deps) };
    },
  };
};

const countedShares = (run: NightRun, shard: number, campaigns: readonly Campaign[]): Map<string, CountedShare> => {
  const totals = [
    ...(run.warmUp === undefined ? [] : [[WARM_UP, run.warmUp.number] as const]),
    ...campaigns.flatMap(({ id, budget_per_day: budget }) =>
      budget === undefined ? [] : [[budgetOf(id), budget] as const],
    ),
  ];
  return new Map(
    totals.map(([of, total]) => [of, { of, most: shareOf(total, shard, run), reserved: 0, taken: new Set() }]),
  );
};

const seatIn = (
  own: readonly Share[],
  at: Pick<Place, "asOf" | "shard">,
  deps: SharesDeps,
): Pick<Seat, "take" | "giveBack" | "leave"> => {
  const places: { share: CountedShare; number: number; owner: string }[] = [];
  for (const share of own) share.reserved += 1;
  const giveBack = async (): Promise<void> => {
    for (const { share, number, owner } of places.splice(0)) {
      await deps.giveBackPlace({ ...at, of: share.of, number }, owner);
      share.taken.delete(number);
      share.reserved += 1;
    }
  };
  const take = async (owner: string): Promise<boolean> => {
    for (const share of own) {
      if (!isCounted(share)) continue;
      // From here on its place counts: one that is asked for is not free, and is not to count twice.
      share.reserved -= 1;
      const number = await takeIn(share, (free) => deps.takePlace({ ...at, of: share.of, number: free }, owner));
      if (number === undefined) {
        share.reserved += 1;
        await giveBack();
        return false;
      }
      places.push({ share, number, owner });
    }
    return true;
  };
  const leave = (): void => {
    for (const share of own) if (!places.some((place) => place.share === share)) share.reserved -= 1;
  };
  return { take, giveBack, leave };
};

const isCounted = (share: Share): share is CountedShare => share.taken !== undefined;

/** The lowest place that is free, and is taken now; undefined where there is none. */
const takeIn = async (
  { most, taken }: CountedShare,
  take: (number: number) => Promise<boolean>,
): Promise<number | undefined> => {
  for (let number = 0; number < most; number++) {
    if (taken.has(number)) continue;
    // Before anything waits: another message of this worker goes for the next one.
    taken.add(number);
    if (await take(number)) return number;
  }
  return undefined;
};
