import { describe, expect, it } from "vitest";
import { isSomebody } from "../../../shared/model/customer.ts";
import { emailIdentity } from "../../../shared/model/identity.ts";
import { eraseCustomer } from "../../../shared/recording/erase-customer.ts";
import { newsOfIntent, type RecordableIntent } from "../../../shared/recording/news-of-intent.ts";
import { recordNews } from "../../../shared/recording/record-news.ts";
import { shopifyOrder } from "../../support/bodies.ts";
import { hash } from "../../support/recording-deps.ts";
import { recordingWorld } from "../../support/recording-world.ts";

const NOW = "2026-11-21T00:00:00.000Z";
const [at, ann, bo] = ["2026-11-19T12:00:00.000Z", "ann@example.com", "bo@example.com"];
const event: RecordableIntent = {
  kind: "event",
  person: {
    source: "shopify",
    customerId: "9",
    emails: [ann],
    phones: [],
    profile: { email: ann, firstName: "Ann", updatedAt: at },
  },
  event: { kind: "signed-up", id: "e1", at },
};
const order = (id: number, email: string, customer: object | null) =>
  shopifyOrder({ id, admin_graphql_api_id: null, email, contact_email: null, customer });

/** What was told of 9 at a guest's address goes with the address; and 9 is one with 7, who gives the person its name. */
const mergedAndGuest = async () => {
  const world = recordingWorld();
  const merge = {
    admin_graphql_api_customer_kept_id: "gid://shopify/Customer/9",
    admin_graphql_api_customer_deleted_id: "gid://shopify/Customer/7",
    status: "completed",
    errors: [],
  };
  await world.deliver("shopify", "customers/merge", merge);
  await world.deliver("shopify", "orders/create", order(1, ann, null));
  await recordNews(newsOfIntent(event, "archive/shopify/event.json", hash), world.deps);
  const erase = async () => {
    await eraseCustomer([emailIdentity(hash(ann))], { now: NOW, askedAt: NOW }, world.deps);
    expect(JSON.stringify([...world.store.rows.customers.values()])).not.toContain(ann);
    await world.lookAgain();
  };
  const customers = () => [...world.store.rows.customers.values()];
  return { world, erase, customers };
};

describe("the erasure of an address of which a customer was told by another name of theirs", () => {
  it("leaves no row of that customer that tells of it, under whatever name they are known", async () => {
    const { erase, customers } = await mergedAndGuest();
    expect(customers().filter(isSomebody)).toMatchObject([
      { customerId: emailIdentity(hash(ann)) },
      { customerId: "shopify:7", profile: { email: ann } },
    ]);
    await erase();
    expect(customers()).toEqual([]);
  });

  it("leaves the customer with what else was told of them", async () => {
    const { world, erase, customers } = await mergedAndGuest();
    const customer = { id: 7, email: bo, phone: null, first_name: "Ann", last_name: null };
    await world.deliver("shopify", "orders/create", order(2, bo, customer));
    await erase();
    const [left, ...others] = customers();
    expect(others).toEqual([]);
    expect(left).toMatchObject({ profile: { email: bo }, emailKey: hash(bo) });
    expect(left?.identities).toContain("shopify:7");
    expect([...world.store.rows.suppressions.keys()]).toEqual([hash(ann)]);
  });
});
