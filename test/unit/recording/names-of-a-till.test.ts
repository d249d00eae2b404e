import { describe, expect, it } from "vitest";
import { isSomebody } from "../../../shared/model/customer.ts";
import { standardEvent, stripeCharge, stripeEvent } from "../../support/bodies.ts";
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
    customers: rows.filter(isSomebody).map(({ identities }) => identities.join(" ")),
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
