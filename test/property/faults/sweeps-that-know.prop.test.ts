import { beforeAll, describe, expect, it } from "vitest";
import { measureOf } from "../../../shared/adapters/measure-bytes.ts";
import { expectAllBut, expectNobodyOf, expectToldTrue } from "../../support/expect-swept.ts";
import { seedsOf } from "../../support/fault-schedule.ts";
import { historyOfSweeps } from "../../support/history-of-sweeps.ts";
import { forgetAll, oneOf } from "../../support/outsiders.ts";
import { sweepNow } from "../../support/sweep-now.ts";
import * as swept from "../../support/swept-nights.ts";
import { readWhile } from "../../support/watched-files.ts";

const [LATER, LATEST] = ["2026-11-25T12:00:00.000Z", "2026-11-26T12:00:00.000Z"];

type History = Awaited<ReturnType<typeof historyOfSweeps>>;

const expectSwept = async ({ ground }: History, asked: readonly swept.Asked[]) => {
  await expectNobodyOf(ground, asked);
  await expectAllBut(ground, ground.written, asked);
  expectToldTrue(ground);
};

const sumsOf = (buckets: swept.Buckets) =>
  [...swept.nightFilesIn(buckets)].map(([key, bytes]) => [key, measureOf(bytes).sha256]);

/** A sweep that nothing disturbs, and beside it one of the same files that knows nothing of them. */
const expectAsIfAnew = async (history: History) => {
  const { ground, buckets, asked } = history;
  const anew = swept.bucketsOf({ marketing: ground.marketing.objects, data: ground.data.objects });
  forgetAll(anew);
  expect(await sweepNow(buckets, LATER)).toMatchObject({ left: 0, more: false });
  await sweepNow({ ...buckets, ...anew }, LATER);
  await expectSwept(history, asked);
  expect(sumsOf(ground)).toEqual(sumsOf(anew));
};

/** Somebody is asked for who is there still. */
const expectFound = async (history: History) => {
  const { ground, buckets, asked, note } = history;
  const others = swept.people.filter(({ id, email }) => !swept.holdsAny(id + email, asked));
  const one = swept.askedBy(oneOf(ground.schedule, others), "both");
  const holders: string[] = [];
  for (const [key, bytes] of swept.nightFilesIn(ground))
    if (swept.holdsAny(await swept.textIn(key, bytes), [one])) holders.push(key);
  await note(one);
  const read = await readWhile(ground, (watched) => sweepNow({ ...buckets, ...watched }, LATEST));
  expect([...read.keys()].sort()).toEqual(holders);
  await expectSwept(history, [...asked, one]);
};

describe("sweeps that know what earlier ones saw", () => {
  let base: swept.Nights;
  beforeAll(async () => {
    base = await swept.twoNights();
  });

  it("leave what one that begins anew leaves: nothing of the erased, all of everybody else; and read what holds somebody", async () => {
    for (const seed of seedsOf(25)) {
      try {
        const history = await historyOfSweeps(base, seed);
        await expectAsIfAnew(history);
        await expectFound(history);
      } catch (error) {
        throw new Error(`seed ${seed}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
      }
    }
  });
});
