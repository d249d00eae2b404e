import { describe, expect, it } from "vitest";
import { isSomebody } from "../../../shared/model/customer.ts";
import { emailIdentity } from "../../../shared/model/identity.ts";
import { standardEvent, stripeCharge, stripeEvent } from "../../support/bodies.ts";
import { hash, settings } from "../../support/recording-deps.ts";
import { recordingWorld } from "../../support/recording-world.ts";

type Buyer = { id?: string; email?: string; phone?: string; firstName?: string; lastName?: string };

const people: Buyer[] = [
  { firstName: "Ann", lastName: "Lee" },
  { firstName: "Bob", lastName: "Stone" },
  { firstName: "Cleo", lastName: "Miller" },
  { firstName: "Dan", lastName: "Baker" },
];
const spellings: Buyer[] = [
  { firstName: "Jürgen", lastName: "Müller" },
  { firstName: "Herr", lastName: "Mueller" },
  { firstName: "MULLER", lastName: "J." },
  { firstName: "Jürgen Karl", lastName: "Groß" },
  { firstName: "Юрген", lastName: "Мюллер" },
];

const recorded = async (buyers: readonly Buyer[]) => {
  const world = recordingWorld();
  for (const [at, customer] of buyers.entries())
    await world.deliver("standard", "order-event", standardEvent({ id: `${at}`, customer }));
  const rows = [...world.store.rows.customers.values()];
  return {
    customers: rows
      .filter(isSomebody)
      .map(({ identities }) => identities.join(" "))
      .sort(),
    sales: rows.filter(({ sales }) => sales).length,
  };
};

describe("a till or an account of staff, on which many people order", () => {
  const till = people.map((person) => ({ ...person, id: "till" }));

  it("without addresses is sales of nobody, whichever name came last", async () => {
    expect(await recorded(till.slice(0, 3))).toEqual({ customers: ["standard:till"], sales: 0 });
    for (const order of [till, till.toReversed(), [...till, ...till.slice(0, 2)]])
      expect(await recorded(order)).toEqual({ customers: [], sales: 1 });
  });

  it("with one address has its orders go by that", async () => {
    const { customers, sales } = await recorded(till.map((buyer) => ({ ...buyer, email: "till@example.com" })));
    expect([customers.length, customers[0]?.startsWith("email:"), sales]).toEqual([1, true, 0]);
  });

  it("is nobody by a phone number either", async () => {
    const phones = people.map((person) => ({ ...person, phone: "+4915112345678" }));
    expect(await recorded(phones.slice(0, 3))).toMatchObject({ customers: [expect.stringMatching(/^phone:/)] });
    expect(await recorded(phones)).toEqual({ customers: [], sales: 1 });
  });

  it("is known by names in one piece, of however many words", async () => {
    const world = recordingWorld();
    const names = ["Nguyễn Văn Nam", "Trần Thị Hoa", "Lê Minh Anh Tú", "王小明", "Phạm Quốc Bảo"];
    for (const [at, name] of names.entries()) {
      const charge = stripeCharge({
        id: `ch_${at}`,
        payment_intent: `pi_${at}`,
        billing_details: { email: null, name },
      });
      await world.deliver("stripe", "event", stripeEvent("charge.succeeded", charge, { id: `evt_${at}` }));
    }
    const rows = [...world.store.rows.customers.values()];
    expect([rows.filter(isSomebody).length, rows.filter(({ sales }) => sales).length]).toEqual([0, 1]);
  });

  it("is somebody where the names are one person's in several spellings", async () => {
    const account = spellings.map((person) => ({ ...person, id: "7" }));
    expect(await recorded([...account, ...account])).toEqual({ customers: ["standard:7"], sales: 0 });
  });
});

describe("what is told of one customer id", () => {
  const phone = "+4915112345678";

  it("ends whom a number names, whatever came first", async () => {
    const account = ["Ed", "Ann", "Bo"].map((firstName) => ({ id: "7", email: "seven@example.com", firstName }));
    const guest = { phone, firstName: "Cy" };
    const [ed = {}, ann = {}, bo = {}] = account;
    const orders = [
      [guest, ed, ann, { ...bo, phone }],
      [{ ...bo, phone }, guest, ed, ann],
      [{ ...bo, phone }, ann, ed, guest],
    ];
    for (const order of orders)
      expect(await recorded(order)).toEqual({ customers: [expect.stringMatching(/^standard:7 email:/)], sales: 1 });
  });

  it("ends what its address joins where it names nobody itself any more", async () => {
    const strict = settings({ identity: { account: { names: 1 }, address: { names: 1 } } });
    const shared = { email: "ann@example.com" };
    const own = (customer: Buyer) => ({ type: "customer.updated", updatedAt: "2026-05-01T10:00:00Z", customer });
    const eight = own({ id: "8", firstName: "Ann", ...shared });
    const seven = own({ id: "7", firstName: "Cy", email: "seven@example.com" });
    const atAnn = standardEvent({ id: "1", customer: { id: "7", firstName: "Cy", ...shared } });
    const nameless = standardEvent({ id: "2", customer: { id: "7", firstName: "Ann" } });
    const told = [eight, seven, atAnn, nameless];
    for (const bodies of [told, told.toReversed(), [...told, eight]]) {
      const world = recordingWorld(strict);
      for (const body of bodies) await world.deliver("standard", "order-event", body);
      const names = [...world.store.rows.customers.values()].filter(isSomebody).map(({ identities }) => identities);
      expect(names.sort()).toEqual([[emailIdentity(hash("seven@example.com"))], ["standard:8"]]);
    }
  });
});

describe("the name of a customer", () => {
  it("is one that was told, never the first name of one and the last name of another", async () => {
    const world = recordingWorld();
    const told: Buyer[] = [
      { id: "7", email: "lee@example.com", firstName: "Ann", lastName: "Lee" },
      { email: "lee@example.com", firstName: "Lee" },
    ];
    for (const [at, customer] of told.entries())
      await world.deliver(
        "standard",
        "order-event",
        standardEvent({ id: `${at}`, customer, updatedAt: `2026-05-0${at + 1}T10:00:00Z` }),
      );
    const [customer] = [...world.store.rows.customers.values()].filter(isSomebody);
    expect([customer?.profile.firstName, customer?.profile.lastName]).toEqual(["Lee", undefined]);
  });
});
