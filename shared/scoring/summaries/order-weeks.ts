import * as z from "zod";
import { sumMinorSchema } from "../../model/money.ts";
import { fromEpochDay, toEpochDay } from "./epoch-day.ts";
import type { PurchaseDay } from "./purchase-days.ts";

/** 1970-01-05 was a Monday. */
const A_MONDAY = 4;

const orderWeekSchema = z.object({
  /** Monday of the week. */
  weekOf: z.iso.date(),
  orders: z.int().nonnegative(),
  netMinor: sumMinorSchema,
  /** Customers whose first purchase day lies in the week. */
  newCustomers: z.int().nonnegative(),
});
export const orderWeeksSchema = z.array(orderWeekSchema);
export type OrderWeek = z.infer<typeof orderWeekSchema>;

type Sums = Omit<OrderWeek, "weekOf">;

/** Counted orders by week (Monday to Sunday), over all customers: memory grows with weeks, not with orders. */
export class OrderWeeks {
  readonly #weeks = new Map<number, Sums>();

  /** Adds a customer's purchase days up to `asOfDay`; days must rise. */
  addCustomer(days: readonly PurchaseDay[], asOfDay: number): void {
    for (const [at, { day, orders, netMinor }] of days.entries()) {
      if (day > asOfDay) return;
      this.#add(weekNumber(day), { orders, netMinor, newCustomers: at === 0 ? 1 : 0 });
    }
  }

  merge(weeks: readonly OrderWeek[]): void {
    for (const { weekOf, ...sums } of weeks) {
      this.#add(weekNumber(toEpochDay(weekOf)), sums);
    }
  }

  /** From the first week with an order to the last one, weeks without orders among them. */
  toWeeks(): OrderWeek[] {
    const numbers = [...this.#weeks.keys()].sort((a, b) => a - b);
    const first = numbers[0] ?? 0;
    const last = numbers.at(-1) ?? -1;
    return Array.from({ length: last - first + 1 }, (_, at) => ({
      weekOf: fromEpochDay((first + at) * 7 + A_MONDAY),
      ...(this.#weeks.get(first + at) ?? { orders: 0, netMinor: 0, newCustomers: 0 }),
    }));
  }

  #add(week: number, { orders, netMinor, newCustomers }: Sums): void {
    const sums = this.#weeks.get(week) ?? { orders: 0, netMinor: 0, newCustomers: 0 };
    this.#weeks.set(week, {
      orders: sums.orders + orders,
      netMinor: sums.netMinor + netMinor,
      newCustomers: sums.newCustomers + newCustomers,
    });
  }
}

const weekNumber = (epochDay: number): number => Math.floor((epochDay - A_MONDAY) / 7);
