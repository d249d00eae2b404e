import { grouped } from "../model/counted.ts";
import { decimalOf } from "../model/minor-units.ts";
import type { Currency } from "../model/money.ts";
import type { Said } from "./said.ts";

type Sales = { orders: number; netMinor: number; currency: Currency };

/** What a night says of counted orders that name nobody; nothing where there are none. */
export const salesWords = (sales: Sales): readonly Said[] => {
  const { orders, netMinor, currency } = sales;
  if (orders === 0) return [];
  const worth = `${decimalOf(netMinor, currency)} ${currency}`;
  const one = orders === 1;
  return [
    {
      en: `${grouped(orders)} counted ${one ? "order" : "orders"} worth ${worth} ${one ? "is a sale" : "are sales"} without a customer: ${one ? "it tells" : "they tell"} no customer id and no address, or only what stands for nobody or leads to too many. ${one ? "It is" : "They are"} in no customer's number.`,
      zh: `${grouped(orders)} 个计入的订单（金额 ${worth}）没有客户：未提供客户编号或地址，或所提供的不代表任何人、指向过多的人。它们不计入任何客户的数字。`,
    },
  ];
};

/** More than this share of all counted orders is told before anything else. */
const MANY = 0.1;

/**
 * The same where they are so many that the source may lack something it should tell.
 * @param ofCustomers counted orders that name somebody
 */
export const manySalesWords = (sales: Sales, ofCustomers: number): readonly Said[] =>
  sales.orders > MANY * (sales.orders + ofCustomers) ? salesWords(sales) : [];
