import { expect } from "vitest";
import { textOfFile } from "./expect-files-true.ts";
import type { Shopper } from "./fault-shop.ts";
import type { recordingWorld } from "./recording-world.ts";
import { allTraces } from "./shop-of-nights.ts";

type World = ReturnType<typeof recordingWorld>;

/** Everything that is kept but keyed hashes of those who were erased, and of those who are not to be mailed. */
const keptTexts = async ({ store, data, marketing, parked }: World): Promise<[string, string][]> => {
  const { customers, orders, identities, messages } = store.rows;
  const tables = [customers, orders, identities, messages].map(
    (table: ReadonlyMap<string, unknown>, index): [string, string] => [`table ${index}`, JSON.stringify([...table])],
  );
  const files = [...data.objects, ...marketing.objects].map(
    async ([key, bytes]): Promise<[string, string]> => [key, `${key}\n${await textOfFile(key, bytes)}`],
  );
  return [...tables, ...(await Promise.all(files)), ["parked", JSON.stringify(parked)]];
};

/** No table and no file of either bucket, nor its key, tells of somebody. */
export const expectGone = async (world: World, erased: readonly Shopper[]) => {
  const kept = await keptTexts(world);
  const left = erased
    .flatMap(allTraces)
    .flatMap((trace) => kept.flatMap(([key, text]) => (text.includes(trace) ? `${trace} in ${key}` : [])));
  expect(left).toEqual([]);
};
