import { expect, test } from "vitest";
import { smallShop } from "../../support/night-shop.ts";
import { holdNight, nightWorld, receivedFiles } from "../../support/night-world.ts";

test.each([
  ["2026-11-20", "2026-11-21"],
  ["2026-06-30", "2026-07-01"],
])("no row of the night of %s says less than another of its columns implies, nor 0 or 1", async (asOf, next) => {
  const world = nightWorld({ customers: smallShop(400, asOf) });
  await holdNight(world, { at: `${next}T03:30:00.000Z` });
  const [header = "", ...lines] = (receivedFiles(world, asOf).get("customers.csv") ?? "").trim().split("\r\n");
  const names = header.split(",");
  expect(lines.length).toBeGreaterThan(100);
  for (const cells of lines.map((line) => line.split(","))) {
    const of = (name: string) => Number(cells[names.indexOf(name)]);
    expect(of("repeat_score")).toBeGreaterThan(0);
    expect(of("repeat_score")).toBeLessThanOrEqual(of("p_alive"));
    expect(of("p_alive")).toBeLessThan(1);
    expect(of("repeat_score")).toBeLessThanOrEqual(of("expected_purchases_90d"));
    // Empty where it is not known.
    expect(Math.round(1_000 * (of("repeat_score") + of("may_never_return")))).toBeLessThanOrEqual(1_000);
  }
});
