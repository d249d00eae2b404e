import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkFile } from "../../../cli/import/check-file.ts";
import { describeCheck } from "../../../cli/import/describe-check.ts";
import { groupRows } from "../../../cli/import/group-rows.ts";
import type { ImportRow } from "../../../cli/import/import-row.ts";
import { writeCustomers } from "../../../cli/import/write-customers.ts";
import { consentFor } from "../../../shared/model/consent.ts";
import { emailIdentity } from "../../../shared/model/identity.ts";
import { whoTheyAre } from "../../../shared/post/who-they-are.ts";
import { eraseCustomer } from "../../../shared/recording/erase-customer.ts";
import { judgeOrder } from "../../../shared/recording/judge-order.ts";
import { historyFormats } from "../../../shared/sources/history-formats.ts";
import { shopifyOrder } from "../../support/bodies.ts";
import { hash, judge, settings, stateOf } from "../../support/recording-deps.ts";
import { recordingWorld } from "../../support/recording-world.ts";
import { readHistoryText } from "../../support/row-reader.ts";
import { silentImport } from "../../support/silent-import.ts";

type World = ReturnType<typeof recordingWorld>;

const READ_AT = "2026-11-20T12:00:00.000Z";
const ANN = "ann@example.com";
const annKey = hash(ANN);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "rouse-test-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const importText = async ({ deps, store }: World, lines: readonly string[], now = READ_AT) => {
  const { orders } = await readHistoryText(folder, lines.join("\n"), { currency: "USD", now });
  const rows = orders.flatMap((read): ImportRow[] => {
    if ("reason" in read) throw new Error(read.reason);
    if ("refund" in read) return [];
    return ["row" in read ? read.row : read.customer, ...read.besides];
  });
  return writeCustomers(groupRows(rows, hash, judge), { ...deps, ...store });
};

const customers = [
  "customer_id,email,first_name,marketing_consent,consent_at",
  "1,ann@example.com,Ann,yes,2026-05-01T10:00:00Z",
  "2,bo@example.com,Bo,no,",
  "3,,Cy,,",
];
const orders = [
  "order_id,customer_id,email,ordered_at,currency,total",
  "A,1,,2026-06-01,USD,10.00",
  "B,,ann@example.com,2026-06-02,USD,11.00",
  "C,2,bo@work.example,2026-06-03,USD,12.00",
  "D,4,di@example.com,2026-06-04,USD,13.00",
];

const personIn = ({ store }: World, id: string) => store.rows.customers.get(id);
const consentOf = (world: World, id: string, emailKey = annKey) => {
  const person = personIn(world, id);
  return person && consentFor(person.consents, emailKey).state;
};

describe("a no of a day without a time", () => {
  const agreed = ["customer_id,email,marketing_consent,consent_at", "1,ann@example.com,yes,2026-05-20T08:00:00Z"];

  it.each([
    ["consent_at", ["customer_id,email,marketing_consent,consent_at", "1,ann@example.com,no,2026-05-20"], "denied"],
    ["updated_at", ["customer_id,email,marketing_consent,updated_at", "1,ann@example.com,no,20.05.2026"], "denied"],
    [
      "an order",
      [
        "order_id,customer_id,email,ordered_at,updated_at,currency,total,marketing_consent",
        "A,1,ann@example.com,2026-05-01,2026-05-20,USD,10.00,no",
      ],
      "denied",
    ],
    [
      "the day before",
      ["customer_id,email,marketing_consent,consent_at", "1,ann@example.com,no,2026-05-19"],
      "granted",
    ],
    [
      "the morning",
      ["customer_id,email,marketing_consent,consent_at", "1,ann@example.com,no,2026-05-20T07:00:00Z"],
      "granted",
    ],
  ])("ends what was agreed to on that day: of %s", async (_of, file, state) => {
    const world = recordingWorld();
    await importText(world, agreed);
    await importText(world, file);
    expect(consentOf(world, "1")).toBe(state);
  });
});

describe("a file of customers", () => {
  it("makes customers without orders, whose addresses are their accounts' own, and says who refused", async () => {
    const world = recordingWorld();
    const { customerIds, leftOut } = await importText(world, customers);
    expect([[...customerIds].sort(), leftOut]).toEqual([["1", "2", "3"], []]);
    expect(world.store.rows.orders.size).toBe(0);
    expect(personIn(world, "1")).toMatchObject({
      identities: ["csv:1", emailIdentity(annKey)],
      profile: { email: ANN, firstName: "Ann" },
    });
    expect([consentOf(world, "1"), consentOf(world, "2", hash("bo@example.com"))]).toEqual(["granted", "denied"]);
  });

  it("ends in the same persons before orders and after them", async () => {
    const [before, after] = [recordingWorld(), recordingWorld()];
    for (const file of [customers, orders]) await importText(before, file);
    for (const file of [orders, customers]) await importText(after, file);
    expect(stateOf(before.store)).toEqual(stateOf(after.store));
    expect([...before.store.rows.customers.keys()].sort()).toEqual(expect.arrayContaining(["1", "2", "3", "4"]));
    // The order of her address is hers, for it is her account's own.
    expect(personIn(before, "1")?.identities).toEqual(["csv:1", emailIdentity(annKey)]);
  });

  it("counts only customers of its own: orders of known ones are no news", async () => {
    const world = recordingWorld();
    await importText(world, orders);
    const { customerIds } = await importText(world, customers.slice(0, 2));
    expect(customerIds).toEqual(["1"]);
  });

  it("says of a customer of Shopify's what a webhook's order joins them by", async () => {
    const world = recordingWorld();
    const header = "Customer ID,First Name,Last Name,Email,Accepts Email Marketing,Total Spent,Total Orders";
    await importText(world, [header, "7,Ann,Example,ann@example.com,yes,1.00,1"]);
    const order = shopifyOrder({ id: 1, customer: { id: 7, admin_graphql_api_id: null, email: null, phone: null } });
    await world.deliver("shopify", "orders/updated", order, "2026-11-21T12:00:00.000Z");
    const [person, ...others] = [...world.store.rows.customers.values()].filter(({ days }) => days.length > 0);
    expect([person?.identities.includes("shopify:7"), others]).toEqual([true, []]);
    expect(person?.identities).toContain(emailIdentity(annKey));
  });
});

describe("what a file of customers says of other channels", () => {
  const header = "customer_id,email,phone,sms_consent,whatsapp_consent,wecom_consent,wecom_handle";
  const reachedBy = async ({ store }: World, id: string) => {
    const person = (await whoTheyAre([id], { ...store, hash, settings: settings() })).get(id);
    return Object.entries(person?.channels ?? {}).map(([channel, { consents, key, handle }]) => [
      channel,
      consentFor(consents, key).state,
      handle,
    ]);
  };

  it("undoes no STOP: a row's time is that of its newest change, and not of a yes in it", async () => {
    const world = recordingWorld();
    const [head, row] = ["customer_id,email,phone,sms_consent,updated_at", "1,ann@example.com,+491701234567,yes"];
    await importText(world, [head, `${row},2026-11-01T00:00:00Z`]);
    expect(await reachedBy(world, "1")).toEqual([["sms", "granted", "+491701234567"]]);
    const consent = { state: "denied", at: "2026-11-10T00:00:00Z" };
    const customer = { phone: "+491701234567", channels: [{ channel: "sms", consent }] };
    await world.deliver("standard", "order-event", { type: "customer.updated", updatedAt: consent.at, customer });
    await importText(world, [head, `${row},2026-11-15T00:00:00Z`]);
    expect(await reachedBy(world, "1")).toEqual([["sms", "denied", "+491701234567"]]);
  });

  it("is kept of each channel for itself, of new customers and of known ones", async () => {
    const rows = [header, "1,ann@example.com,+49 170 1234567,yes,no,yes,wmAnn", "2,bo@example.com,0170 1234567,yes,,,"];
    const [fresh, known] = [recordingWorld(), recordingWorld()];
    await importText(fresh, rows);
    for (const file of [customers, rows]) await importText(known, file);
    for (const world of [fresh, known]) {
      expect(await reachedBy(world, "1")).toEqual([
        ["sms", "granted", "+491701234567"],
        ["whatsapp", "denied", "+491701234567"],
        ["wecom", "granted", "wmAnn"],
      ]);
      // A number without its country is nobody's: a yes for it founds nothing, and is heard of no other.
      expect(await reachedBy(world, "2")).toEqual([["sms", "unknown", undefined]]);
      expect(personIn(world, "1")?.channels?.sms?.handle).toBe("+491701234567");
    }
    expect(consentOf(fresh, "1")).toBe("unknown");
  });

  it("is a refusal at the number for everybody who has it", async () => {
    const world = recordingWorld();
    await importText(world, [header, "1,ann@example.com,+491701234567,yes,,,"]);
    await importText(world, [header, "2,bo@example.com,+491701234567,no,,,"], "2026-11-21T12:00:00.000Z");
    expect(await reachedBy(world, "1")).toEqual([["sms", "denied", "+491701234567"]]);
  });

  it("gives way to a STOP that knows but the number, told before the file or after", async () => {
    const stop = {
      type: "customer.updated",
      updatedAt: "2026-11-21T18:00:00Z",
      customer: {
        phone: "+491701234567",
        channels: [{ channel: "sms", consent: { state: "denied", at: "2026-11-21T18:00:00Z" } }],
      },
    };
    const rows = [header, "1,ann@example.com,+491701234567,yes,,,"];
    for (const isFirst of [true, false]) {
      const world = recordingWorld();
      const tell = () => world.deliver("standard", "order-event", stop, "2026-11-21T18:01:00.000Z");
      if (isFirst) await tell();
      await importText(world, rows);
      if (!isFirst) await tell();
      expect(await reachedBy(world, "1")).toEqual([["sms", "denied", "+491701234567"]]);
    }
  });

  it("leaves nothing at the number of who was erased", async () => {
    const world = recordingWorld();
    await importText(world, [header, "1,ann@example.com,+491701234567,yes,,,"]);
    await eraseCustomer(["csv:1"], { now: READ_AT, askedAt: READ_AT }, world.deps);
    await world.lookAgain();
    expect([...world.store.rows.identities.keys()]).toEqual([]);
  });

  it("takes a word that is not understood for a no, and hears nothing in unknown", async () => {
    const world = recordingWorld();
    await importText(world, [header, "1,ann@example.com,+491701234567,perhaps,,,", "2,bo@example.com,,unknown,,,"]);
    expect([await reachedBy(world, "1"), await reachedBy(world, "2")]).toEqual([
      [["sms", "denied", "+491701234567"]],
      [],
    ]);
    expect(personIn(world, "1")?.profile.email).toBe(ANN);
  });
});

describe("what a file of customers says of marketing mail", () => {
  const header = "email,marketing_consent,consent_at";

  it("a yes without a time gives way to a refusal told in any file, read before or after", async () => {
    for (const files of [
      ["yes", "no"],
      ["no", "yes"],
    ]) {
      const world = recordingWorld();
      for (const said of files) await importText(world, [header, `${ANN},${said},`]);
      expect(consentOf(world, emailIdentity(annKey))).toBe("denied");
    }
  });

  it("what is not understood lets no older yes mail: that of an older row, or order", async () => {
    const world = recordingWorld();
    await importText(world, [header, `${ANN},yes,2026-05-01`, `${ANN},yes (revoked 2026-06-01),2026-06-01`]);
    expect(consentOf(world, emailIdentity(annKey))).toBe("denied");
    const ordered = recordingWorld();
    const columns = "order_id,email,ordered_at,updated_at,currency,total,marketing_consent";
    const row = (id: number, day: string, said: string) => `${id},${ANN},${day},${day},USD,10.00,${said}`;
    await importText(ordered, [columns, row(1, "2026-05-01", "yes"), row(2, "2026-06-01", "x")]);
    expect(consentOf(ordered, emailIdentity(annKey))).toBe("denied");
    await importText(ordered, [columns, row(3, "2026-07-01", "yes")]);
    expect(consentOf(ordered, emailIdentity(annKey))).toBe("granted");
  });

  it("somebody under an address, or a number, for their id is known by its hash alone", async () => {
    const world = recordingWorld();
    await importText(world, [`customer_id,${header}`, `${ANN},,yes,2026-05-01`, "+49 151 2345678,,no,2026-05-01"]);
    expect(consentOf(world, `login-${annKey}`)).toBe("granted");
    const ids = [...world.store.rows.customers.keys()];
    expect(ids.sort()).toEqual([`login-${annKey}`, `login-${hash("+491512345678")}`].sort());
  });

  it("a no without a time holds against what was agreed to before it was read, and not against what was after", async () => {
    const world = recordingWorld();
    await importText(world, [header, `${ANN},yes,2026-11-01T00:00:00Z`]);
    await importText(world, [header, `${ANN},no,`]);
    expect(consentOf(world, emailIdentity(annKey))).toBe("denied");
    await importText(world, [header, `${ANN},yes,2026-11-22T00:00:00Z`], "2026-11-23T00:00:00.000Z");
    expect(consentOf(world, emailIdentity(annKey))).toBe("granted");
  });

  it("an address that Klaviyo has suppressed refuses for whoever orders with it", async () => {
    const world = recordingWorld();
    await importText(world, orders);
    await importText(world, ["Email,Suppression Reason", "bo@work.example,SPAM_COMPLAINT"]);
    expect(consentOf(world, "2", hash("bo@work.example"))).toBe("denied");
  });
});

describe("a file of customers and an erasure", () => {
  const header = "customer_id,email,updated_at";
  const erase = async (world: World, at: string) => {
    await eraseCustomer([emailIdentity(annKey)], { now: at, askedAt: at }, world.deps);
    await world.lookAgain();
  };

  it("brings nobody back by a row without a time, or with one from before", async () => {
    const world = recordingWorld();
    await importText(world, orders);
    await erase(world, "2026-11-20T00:00:00.000Z");
    const { leftOut } = await importText(world, [header, `9,${ANN},`, `8,${ANN},2026-11-19`]);
    expect(leftOut.map(({ line }) => line)).toEqual([2, 3]);
    expect(JSON.stringify([...world.store.rows.holders.values()])).not.toContain(ANN);
  });

  it.each([
    ["known before", true],
    ["of the same file", false],
  ])("says a no in rows that are left out to others at the address: to such as are %s", async (_who, areKnown) => {
    const world = recordingWorld();
    const columns = "customer_id,email,first_name,last_name,marketing_consent,consent_at,updated_at";
    const bo = `2,${ANN},Bo,Miller,yes,2026-05-02T10:00:00Z,2026-05-02T10:00:00Z`;
    const cy = `3,${ANN},Cy,Berg,yes,2026-05-03T10:00:00Z,2026-05-03T10:00:00Z`;
    const no = `1,${ANN},Ann,Lee,no,2026-11-05T10:00:00Z,2026-11-05T10:00:00Z`;
    await importText(world, [columns, `1,${ANN},Ann,Lee,,,2026-05-01T10:00:00Z`, cy, ...(areKnown ? [bo] : [])]);
    const at = "2026-11-10T00:00:00.000Z";
    await eraseCustomer(["csv:1"], { now: at, askedAt: at }, world.deps);
    await world.lookAgain();
    const { leftOut } = await importText(world, [columns, no, ...(areKnown ? [] : [bo])]);
    expect(leftOut.map(({ line }) => line)).toEqual([2]);
    expect([consentOf(world, "2"), consentOf(world, "3"), personIn(world, "1")]).toEqual([
      "denied",
      "denied",
      undefined,
    ]);
    expect(JSON.stringify([...world.store.rows.holders.values()])).not.toContain("Lee");
  });

  it("takes whom it tells of since", async () => {
    const world = recordingWorld();
    await importText(world, orders);
    await erase(world, "2026-11-10T00:00:00.000Z");
    const { leftOut, customerIds } = await importText(world, [header, `9,${ANN},2026-11-19`]);
    expect([leftOut, customerIds]).toEqual([[], ["9"]]);
  });
});

describe("the check of a file of customers", () => {
  const reading = { timeZone: "UTC", currency: "EUR", firstDay: "1990-01-01", now: READ_AT };
  const check = async (lines: readonly string[]) => {
    const file = join(folder, "customers.csv");
    await writeFile(file, lines.join("\n"));
    const judge: Parameters<typeof checkFile>[1] = (facts) => judgeOrder({ facts, separateRefunds: {} }, settings());
    return checkFile({ file, formats: historyFormats, reading }, judge, silentImport);
  };

  it("counts persons and what they said", async () => {
    const found = await check([...customers, "2,bo@example.com,Robert,no,", ",nobody,,,"]);
    expect(found).toMatchObject({
      ...{ format: "customers", rows: 5, rejected: 1, taken: 4, orders: 0, persons: 3, personsWithoutAddress: 1 },
      consents: { granted: 1, denied: 2, unknown: 1 },
      oddities: [],
    });
    const table = describeCheck(found);
    expect(table).toContain("mail       1 yes, 2 no, 1 not said");
    expect(table.some((line) => line.startsWith("orders"))).toBe(false);
  });

  it("finds it odd that all agreed, that nobody did, and an address of many ids", async () => {
    const many = (said: string, email = (at: number) => `a${at}@example.com`) =>
      Array.from({ length: 25 }, (_, at) => `${at},${email(at)},Ann,${said},`);
    const odd = async (rows: readonly string[]) =>
      (await check([customers[0] ?? "", ...rows])).oddities.map(({ about }) => about);
    expect(await odd(many("yes"))).toEqual(["all-agreed"]);
    expect(await odd(many("no"))).toEqual(["nobody-agreed"]);
    expect(await odd(many("", () => "till@example.com"))).toEqual(["one-address"]);
  });
});
