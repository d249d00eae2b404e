import type { Customer } from "../model/customer.ts";
import { sourceOfOrder } from "../model/identity.ts";
import type { Order } from "../model/order.ts";
import { joinPersons } from "./join-customer.ts";
import type { News } from "./news.ts";
import { rebuildSummary } from "./rebuild-summary.ts";
import type { RecordDeps } from "./record-deps.ts";
import { withKnowledge } from "./stored-customer.ts";

/** The customer's row once this news is known; `orders` are all of theirs, this news included. */
export const customerAfter = (
  home: Customer,
  news: Pick<News, "identities" | "person">,
  orders: readonly Order[],
  deps: Pick<RecordDeps, "hash" | "settings">,
): Customer => {
  const told = { ...news.person, identities: [...news.identities] };
  const {
    mergedInto: _nobody,
    mergedIntoEpoch: _epoch,
    erasedAt: _begunAnew,
    currency: _currency,
    categories: _categories,
    notCounted: _notCounted,
    ...rest
  } = withKnowledge(home, joinPersons(home, told), deps.hash);
  const summary = rebuildSummary(orders, deps.settings);
  const orderSources = [...new Set(orders.map(({ orderKey }) => sourceOfOrder(orderKey)))].sort();
  return { ...rest, ...summary, orderSources, ...(summary.days.length > 0 && { currency: deps.settings.currency }) };
};
