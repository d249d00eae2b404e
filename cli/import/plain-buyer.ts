import type { Customer } from "../../shared/model/customer.ts";
import { identitiesOfHolder } from "../../shared/model/holder.ts";
import { customerIdOf, emailKeyOf } from "../../shared/model/identity.ts";
import type { Order } from "../../shared/model/order.ts";
import { personWith, sumsRow } from "../../shared/recording/customer-of.ts";
import { roomOfRows } from "../../shared/recording/days-apart.ts";
import { entryOf, sumUpOrders } from "../../shared/recording/entries.ts";
import { judgeOrder } from "../../shared/recording/judge-order.ts";
import { keepFacts } from "../../shared/recording/keep-facts.ts";
import type { DeriveDeps } from "../../shared/recording/record-deps.ts";
import { allRows, type RowGroup } from "./group-rows.ts";
import { isOrderRow } from "./import-row.ts";
import { isOneBuyer } from "./one-buyer.ts";
import { tellingOf } from "./tellings.ts";

/** As much of an order as its customer is made of. */
export type OrderMade = Pick<Order, "orderKey" | "facts" | "counted" | "netMinor" | "day">;

/**
 * The customer that a group makes in which all rows are orders of one buyer, always named alike, of whom nothing is in doubt: most
 * customers of a shop. It is made of the same rules as any other, without rows of holders and identities between them; those take several
 * times as long, and come to the same (`plain-buyer.prop.test.ts`). Undefined where it takes them.
 */
export const plainBuyerIn = (
  group: RowGroup,
  { hash, settings }: Pick<DeriveDeps, "hash" | "settings">,
): { customer: Customer; orders: readonly OrderMade[] } | undefined => {
  const rows = allRows(group);
  const holder = rows[0]?.holder;
  const isPlain = rows.every((row) => row.holder === holder && isOrderRow(row));
  if (holder === undefined || !isPlain || group.rows.length > roomOfRows.holder) return undefined;
  const [telling] = tellingOf(holder, rows, hash);
  if (telling === undefined) return undefined;
  const { source, knowledge } = telling;
  if (!isOneBuyer({ holder, names: [...telling.names], email: knowledge.profile.email }, settings)) return undefined;
  const orders = group.rows.map(({ orderKey, order }): OrderMade => {
    const known = { facts: keepFacts(order), separateRefunds: {} };
    return { orderKey, ...known, ...judgeOrder(known, settings) };
  });
  const { bought, uncounted } = sumUpOrders(
    orders.flatMap((order) => {
      const entry = entryOf(order, settings);
      return entry === undefined ? [] : [[order.orderKey, entry] as const];
    }),
  );
  const identities = identitiesOfHolder(holder);
  const sums = sumsRow({
    customerId: customerIdOf(identities),
    holders: [holder],
    sources: [source],
    bought,
    uncounted,
    settings,
  });
  const { profile, profileTimes, consents } = knowledge;
  const emailKey = emailKeyOf(profile.email, hash);
  const known = {
    ...(emailKey !== undefined && { emailKey }),
    profile,
    ...(profileTimes && { profileTimes }),
    consents,
  };
  return { customer: personWith(sums, { identities, ...known }), orders };
};
