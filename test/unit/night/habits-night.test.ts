import { parse } from "csv-parse/sync";
import { beforeAll, describe, expect, test } from "vitest";
import * as z from "zod";
import type { Customer } from "../../../shared/model/customer.ts";
import { modelFileSchema } from "../../../shared/model/model-file.ts";
import { addDays } from "../../../shared/scoring/summaries/epoch-day.ts";
import { encodePurchaseDays } from "../../../shared/scoring/summaries/purchase-days.ts";
import { smallShop } from "../../support/night-shop.ts";
import { customerWith, holdNight, type NightWorld, nightWorld, receivedFiles } from "../../support/night-world.ts";
import { boughtOn } from "../../support/purchase-days.ts";

const asOf = "2026-11-20";
const at = "2026-11-21T03:30:00.000Z";
/** 2026-11-20 is a Friday. */
const fridays = Array.from({ length: 20 }, (_, week) => addDays(asOf, 7 * (week - 19)));
const summers = ["2025-06-10", "2025-07-02", "2025-08-20", "2026-06-05", "2026-07-15", "2026-08-01"];
const bytesOf = (...given: Parameters<typeof boughtOn>) => new Uint8Array(encodePurchaseDays(boughtOn(...given)));

const steady = customerWith("steady", [], {
  categories: ["Tea", "Pots"],
  days: bytesOf(fridays, (week) => ({ hour: 9, category: week % 3 === 0 ? 1 : 0 })),
});
const thrifty = customerWith("thrifty", [], {
  days: bytesOf(fridays, (week) => ({ hour: week % 24, discountedOrders: 1 })),
});
const summery = customerWith("summery", [], { days: bytesOf(summers) });
const plain = customerWith(
  "plain",
  fridays.map((day) => [day, 1000]),
);
const people = [steady, thrifty, summery, plain, customerWith("once", [["2026-11-01", 1000]])];
const shop = [...smallShop(300, asOf), ...people];

const habitsSchema = z.object({
  customer_id: z.string(),
  buying_habit: z.string(),
  loyalty: z.string(),
  price_sensitivity: z.string(),
  favourite_category: z.string(),
  usual_weekday: z.string(),
  usual_hour: z.string(),
});
const habitsIn = (world: NightWorld) => {
  const rows: unknown = parse(receivedFiles(world, asOf).get("customers.csv") ?? "", { bom: true, columns: true });
  return new Map(
    z
      .array(habitsSchema)
      .parse(rows)
      .map(({ customer_id, ...habits }) => [customer_id, habits]),
  );
};
const nightOf = async (customers: readonly Customer[], counted?: number) => {
  const world = nightWorld({ customers, ...(counted && { counted }) });
  await holdNight(world, { at });
  return world;
};

describe("a night's customers.csv", () => {
  let world: NightWorld;
  beforeAll(async () => {
    world = await nightOf(shop);
  });

  test("tells how each customer buys, and leaves empty what their days do not tell", () => {
    const habits = habitsIn(world);
    expect(habits.get("steady")).toMatchObject({
      buying_habit: "regular",
      loyalty: "loyal",
      favourite_category: "Tea",
      usual_weekday: "fri",
      usual_hour: "9",
    });
    expect(habits.get("thrifty")).toMatchObject({
      buying_habit: "regular",
      loyalty: "elastic",
      favourite_category: "",
      usual_weekday: "fri",
      usual_hour: "",
    });
    expect(habits.get("summery")).toMatchObject({ buying_habit: "seasonal" });
    expect(habits.get("plain")).toMatchObject({ buying_habit: "regular", loyalty: "loyal", price_sensitivity: "" });
    expect(habits.get("once")).toMatchObject({ buying_habit: "one-time", loyalty: "", usual_weekday: "" });
  });

  test("compares discounts with the shop's, which model.json states", () => {
    const model = modelFileSchema.parse(JSON.parse(receivedFiles(world, asOf).get("model.json") ?? ""));
    expect(model.habits).toMatchObject({ orders: 46, discountedOrders: 20, discountShare: 20 / 46 });
    const habits = habitsIn(world);
    const weight = model.habits.priorOrders ?? 0;
    expect(Number(habits.get("steady")?.price_sensitivity)).toBe(Number((weight / (20 + weight)).toFixed(2)));
    expect(Number(habits.get("thrifty")?.price_sensitivity)).toBeGreaterThan(1);
  });

  test("is the same in four shards as in one", async () => {
    const sharded = await nightOf(shop, 80_000);
    expect(habitsIn(sharded)).toEqual(habitsIn(world));
  });

  test("does not know what was bought after the as-of day", async () => {
    const later = {
      ...steady,
      days: bytesOf([...fridays, "2026-11-21", "2026-11-22", "2026-12-24"], (week) =>
        week < 20 ? { hour: 9, category: week % 3 === 0 ? 1 : 0 } : { hour: 20, category: 1, discountedOrders: 1 },
      ),
    };
    const others = shop.filter(({ customerId }) => customerId !== "steady");
    expect(habitsIn(await nightOf([...others, later]))).toEqual(habitsIn(world));
  });
});

test("a night leaves price sensitivity empty in a shop that never discounts", async () => {
  const habits = habitsIn(await nightOf([steady, plain, summery]));
  expect([...habits.values()].map(({ price_sensitivity }) => price_sensitivity)).toEqual(["", "", ""]);
});
