import { describe, expect, it } from "vitest";
import { isSomebody } from "../../../shared/model/customer.ts";
import { exportCustomer } from "../../../shared/recording/export-customer.ts";
import { shopifyOrder } from "../../support/bodies.ts";
import { recordingWorld } from "../../support/recording-world.ts";

const VICTIM = "ann@example.com";
const order = (id: number, account: number, email: string | null, names: Record<string, string | null>) =>
  shopifyOrder({
    ...{ id, admin_graphql_api_id: null, email: VICTIM, contact_email: VICTIM },
    customer: { id: account, admin_graphql_api_id: null, email, phone: null, ...names },
  });
const [own, none] = [
  { first_name: "Ann", last_name: "Lee" },
  { first_name: null, last_name: null },
];

describe("an address that a source says is one customer id's own", () => {
  it.each([
    ["their name", own],
    ["no name", none],
  ])("does not open the owner's orders to another customer id that typed it with %s", async (_what, names) => {
    for (const isFirst of [true, false]) {
      const world = recordingWorld();
      const typing = () => world.deliver("shopify", "orders/create", order(981, 9666, null, names));
      if (isFirst) await typing();
      await world.deliver("shopify", "orders/create", order(980, 9010, VICTIM, own));
      if (!isFirst) await typing();
      expect([...world.store.rows.customers.values()].filter(isSomebody)).toHaveLength(2);
      const exported = await exportCustomer(["shopify:9666"], world.deps);
      expect(exported?.orders.map(({ orderKey }) => orderKey)).toEqual(["shopify#981"]);
      const redact = { shop_domain: "s", customer: { id: 9666, email: null, phone: null }, orders_to_redact: [981] };
      expect(await world.deliver("shopify", "customers/redact", redact)).toMatchObject({ outcome: "erased" });
      expect([...world.store.rows.orders.keys()]).toEqual(["shopify#980"]);
    }
  });
});
