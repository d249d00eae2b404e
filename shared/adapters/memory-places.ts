import type { GiveBackPlace, Place, ReadPlaces, TakePlace } from "../ports/places.ts";

/** Places in memory, for one process; held to the same contract as the real ones by `test/contract/mail-stores.it.test.ts`. */
export const memoryPlaces = () => {
  const owners = new Map<string, { place: Place; owner: string }>();
  const takePlace: TakePlace = async (place, owner) => {
    const standing = owners.get(keyOf(place));
    if (standing !== undefined) return standing.owner === owner;
    owners.set(keyOf(place), { place, owner });
    return true;
  };
  const giveBackPlace: GiveBackPlace = async (place, owner) => {
    if (owners.get(keyOf(place))?.owner === owner) owners.delete(keyOf(place));
  };
  const readPlaces: ReadPlaces = async ({ asOf, shard }) =>
    [...owners.values()].flatMap(({ place: { of, number, ...at } }) =>
      at.asOf === asOf && at.shard === shard ? [{ of, number }] : [],
    );
  return { takePlace, giveBackPlace, readPlaces };
};

const keyOf = ({ asOf, shard, of, number }: Place): string => [asOf, shard, of, number].join("\0");
