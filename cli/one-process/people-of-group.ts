import type { SpooledCustomer } from "../../shared/adapters/customer-spool.ts";
import { inBrief } from "../../shared/model/order-in-brief.ts";
import { evidenceOf, peopleIn } from "../import/file-evidence.ts";
import type { RowGroup } from "../import/group-rows.ts";
import { plainBuyerIn } from "../import/plain-buyer.ts";
import type { Ground } from "./ground.ts";

/** The customers that a group of a file makes, each with what explains their numbers. */
export const peopleOfGroup = async (
  group: RowGroup,
  ground: Pick<Ground, "hash" | "settings">,
): Promise<SpooledCustomer[]> => {
  const plain = plainBuyerIn(group, ground);
  if (plain !== undefined) return [{ customer: plain.customer, orders: plain.orders.map(inBrief) }];
  const evidence = evidenceOf(group, ground);
  const { customers } = await peopleIn(evidence, ground);
  const ordersOf = Map.groupBy(evidence.orders, ({ holder }) => holder);
  return customers.map((customer) => ({
    customer,
    orders: customer.holders.flatMap((holder) => ordersOf.get(holder) ?? []).map(inBrief),
  }));
};
