import { expect, test } from "vitest";
import { customerWith, holdNight, nightWorld, receivedFiles } from "../../support/night-world.ts";

/** The most that is taken for an order's worth, in minor units. */
const most = 1e14;

/** Alike, they are one cell of what the models are proved on. */
test.each([
  [50, most],
  [1_000, 1e13],
])("a night holds of %i customers alike whose orders are worth %d each", async (customers, each) => {
  const alike = Array.from({ length: customers }, (_, index) =>
    customerWith(`a${index}`, [
      ["2026-01-01", each],
      ["2026-05-01", each],
      ["2026-06-01", each],
    ]),
  );
  const world = nightWorld({ customers: alike });
  await holdNight(world, { at: "2026-11-21T03:30:00.000Z" });
  expect(receivedFiles(world, "2026-11-20").get("report.html")).not.toMatch(/NaN|Infinity/);
});

test("a night holds whose every order is worth the most that is taken, though the shop's sums are no exact numbers", async () => {
  const customers = Array.from({ length: 200 }, (_, index) =>
    customerWith(`m${index}`, [
      [`2026-0${1 + (index % 9)}-15`, most],
      [`2026-10-${10 + (index % 20)}`, most],
    ]),
  );
  const days = Array.from({ length: 120 }, (_, index) =>
    new Date(Date.UTC(2026, 3, 1 + index)).toISOString().slice(0, 10),
  );
  const daily = customerWith(
    "daily",
    days.map((day) => [day, most]),
  );
  const world = nightWorld({ customers: [...customers, daily] });
  await holdNight(world, { at: "2026-11-21T03:30:00.000Z" });
  const files = receivedFiles(world, "2026-11-20");
  expect(files.get("customers.csv")).toContain(",2000000000000.00,");
  expect(files.get("customers.csv")).toContain(",90071992547409.91,");
  expect(files.get("report.html")).not.toMatch(/NaN|Infinity/);
});
