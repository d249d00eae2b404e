import { expect, it } from "vitest";
import { apart } from "../../../../shared/scoring/past-cuts/apart.ts";

it("cuts that share no day are at least 90 days apart, from the newest on", () => {
  const cuts = [90, 136, 179, 180, 227, 269, 270].map((daysBefore) => ({ daysBefore }));
  expect(apart(cuts).map(({ daysBefore }) => daysBefore)).toEqual([90, 180, 270]);
  expect(apart([])).toEqual([]);
});
