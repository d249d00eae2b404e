import { expect, test } from "vitest";
import { marketingKeys, workKeys } from "../../../shared/model/night.ts";
import { untrueFiles } from "../../support/expect-files-true.ts";
import { smallShop } from "../../support/night-shop.ts";
import { holdNight, type NightWorld, nightWorld, stepsOf } from "../../support/night-world.ts";
import { sweepOut } from "../../support/sweep-now.ts";

const asOf = "2026-11-20";

/** Files of which the manifest says something else than what they are. */
const untrueIn = ({ marketing }: NightWorld): string[] => untrueFiles(marketing, asOf);

test("a night that is closed once more, after somebody was taken out of its files, has a true manifest", async () => {
  const customers = smallShop(40, asOf);
  const world = nightWorld({ customers });
  const runId = await holdNight(world, { at: "2026-11-21T03:30:00.000Z" });
  const { marketing } = world;
  const erased = customers[3]?.customerId;
  await sweepOut(world, [erased ?? ""], "2026-11-21T12:00:00.000Z");
  expect(untrueIn(world)).toEqual([]);
  await world.close(runId);
  expect(untrueIn(world)).toEqual([]);
  const csv = Buffer.from(marketing.objects.get(marketingKeys.customers(asOf)) ?? []).toString();
  expect([csv.includes(`${erased},`), csv.includes(`${customers[4]?.customerId},`)]).toEqual([false, true]);
});

test("a run that has ended has not any more, from the first write of whatever step is begun again, until it is closed", async () => {
  const written: string[] = [];
  const world = nightWorld({ customers: smallShop(20, asOf), beforeWrite: (key) => void written.push(key) });
  const { data } = world;
  const plan = await world.plan({ at: "2026-11-21T03:30:00.000Z" });
  const steps = stepsOf(world, plan);
  for (const { run } of steps) await run();
  const endKey = workKeys.end(plan.runId);
  const ended = data.objects.get(endKey) ?? new Uint8Array();
  expect(JSON.parse(Buffer.from(ended).toString())).toEqual({ endedAt: world.deps.now() });
  for (const { name, run } of steps) {
    data.objects.set(endKey, ended);
    written.length = 0;
    await run();
    expect([name, written[0]]).toEqual([name, endKey]);
    const end: unknown = JSON.parse(Buffer.from(data.objects.get(endKey) ?? []).toString());
    expect([name, end]).toEqual([name, name === "close" ? { endedAt: world.deps.now() } : {}]);
  }
});
