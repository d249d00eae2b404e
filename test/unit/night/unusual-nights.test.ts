import { describe, expect, test } from "vitest";
import type { Customer } from "../../../shared/model/customer.ts";
import { NightFailedError } from "../../../shared/model/errors.ts";
import { modelFileSchema } from "../../../shared/model/model-file.ts";
import { smallShop } from "../../support/night-shop.ts";
import {
  customerWith,
  holdNight,
  type NightWorld,
  nightWorld,
  receivedFiles,
  stepsOf,
} from "../../support/night-world.ts";

const asOf = "2026-11-20";
const at = "2026-11-21T03:30:00.000Z";
const modelOf = (world: NightWorld) =>
  modelFileSchema.parse(JSON.parse(receivedFiles(world, asOf).get("model.json") ?? ""));
const report = (world: NightWorld) => receivedFiles(world, asOf).get("report.html") ?? "";

describe("a shop with too little to learn from gets plain words and no NaN", () => {
  const oneDay = Array.from({ length: 40 }, (_, index) => customerWith(`d${index}`, [["2026-11-20", 1000 + index]]));
  const strangers = Array.from({ length: 60 }, (_, index) =>
    customerWith(`s${index}`, [[`2026-0${1 + (index % 9)}-15`, 500 * (1 + (index % 4))]]),
  );
  const free = Array.from({ length: 30 }, (_, index) =>
    customerWith(`f${index}`, [
      [`2026-0${1 + (index % 5)}-15`, 0],
      [`2026-0${2 + (index % 5)}-15`, 0],
    ]),
  );
  test.each<[string, Customer[]]>([
    ["nobody", []],
    ["one customer", [customerWith("only", [["2026-05-01", 4200]])]],
    [
      "one customer who came back",
      [
        customerWith("only", [
          ["2026-05-01", 4200],
          ["2026-06-01", 1],
        ]),
      ],
    ],
    ["everybody on the as-of day", oneDay],
    ["no repeat buyers", strangers],
    ["purchases that brought nothing", free],
    ["customers without counted orders", [customerWith("empty", [])]],
    ["customers who bought after the day only", [customerWith("later", [["2026-12-24", 100]])]],
  ])("%s", async (_name, customers) => {
    const world = nightWorld({ customers });
    await holdNight(world, { at });
    const model = modelOf(world);
    expect(model.statements.length).toBeGreaterThan(0);
    for (const { text } of model.statements) expect(report(world)).toContain(text.replaceAll("'", "&#39;"));
    for (const [path, text] of receivedFiles(world, asOf)) {
      if (!path.endsWith(".parquet"))
        expect([path, /NaN|Infinity|undefined/.exec(text)?.[0]]).toEqual([path, undefined]);
    }
  });
});

test("an empty new shop gets a friendly report and a pointer", async () => {
  const world = nightWorld({ customers: [] });
  await holdNight(world, { at });
  expect(report(world)).toContain("nobody has bought anything yet");
  expect(receivedFiles(world, asOf).get("customers.csv")?.split("\r\n")).toHaveLength(2);
  expect(world.marketing.objects.has("nightly/latest.json")).toBe(true);
});

test("a shop none of whose orders counts is told so, with the reason in words and what to do", async () => {
  const strange = (id: string) => customerWith(id, [], { notCounted: { "other-currency": 50 } });
  const gone = customerWith("gone", [], { notCounted: { test: 7 }, identities: [] });
  const settings = { notices: { recipients: ["marketing@shop.example"] } };
  const world = nightWorld({ customers: [strange("a"), strange("b"), gone], settings, now: at });
  await holdNight(world, { at });
  expect(report(world)).toContain("None of the 100 orders that are kept counts.");
  expect(report(world)).not.toContain("that is fine");
  const why = "100 of 100 orders are kept and do not count as purchases. 100: in another currency than the shop";
  expect(report(world)).toContain(why);
  const mail = Buffer.from(world.sent[0]?.raw ?? "")
    .toString("utf8")
    .replaceAll("=\r\n", "");
  expect(mail).toContain(why);
});

test("a shop that changed its currency is told what the orders of before lack in every number, and what to do", async () => {
  const shop = smallShop(50, asOf);
  const told = async (orders: number) => {
    const before = customerWith("before", [], { notCounted: { "other-currency": orders, test: 1 } });
    const world = nightWorld({ customers: [...shop, before] });
    await holdNight(world, { at });
    return report(world);
  };
  expect(await told(1_000)).toMatch(
    /1,000: in another currency than .* Orders in another currency \(\d\d% of all\) are in none of the numbers: who bought in it seems newer, rarer and worth less than they are, and who bought in no other is not among the customers\. If the shop changed its currency, import these orders again with their amounts in the one of today\./,
  );
  const few = await told(3);
  expect(few).toContain("3: in another currency than");
  expect(few).not.toContain("in none of the numbers");
});

const sale = (order: string, netMinor: number, more: Partial<Customer> = {}) =>
  customerWith(`sales:order:csv#${order}`, [["2026-05-01", netMinor]], {
    identities: [],
    profile: {},
    consents: { granted: {} },
    sales: true,
    ...more,
  });

test("sales without a customer are told of with their value, and are in no customer's number", async () => {
  const shop = smallShop(50, asOf);
  const later = customerWith("sales:order:csv#9", [["2026-12-24", 100]], { identities: [], sales: true });
  const unpaid = customerWith("sales:order:csv#8", [], { identities: [], sales: true, notCounted: { unpaid: 1 } });
  const [with_, without] = [
    nightWorld({ customers: [...shop, sale("1", 12_345), sale("2", 655), later, unpaid] }),
    nightWorld({ customers: [...shop] }),
  ];
  const outcomeOf = async (world: NightWorld) => {
    const plan = await world.plan({ at });
    for (const step of stepsOf(world, plan)) await step.run();
    return world.close(plan.runId);
  };
  const [told, untold] = [await outcomeOf(with_), await outcomeOf(without)];
  expect(told.sales).toEqual({ orders: 2, netMinor: 13_000, currency: "USD" });
  expect(untold.sales).toEqual({ orders: 0, netMinor: 0, currency: "USD" });
  expect(told.orders).toEqual({ counted: untold.orders.counted, notCounted: { unpaid: 1 } });
  expect(told.customers).toBe(50);
  const [received, expected] = [receivedFiles(with_, asOf), receivedFiles(without, asOf)];
  for (const path of ["customers.csv", "segments.csv", "model.json"])
    expect(received.get(path)).toBe(expected.get(path));
  expect(report(with_)).toContain("2 counted orders worth 130.00 USD are sales without a customer");
  expect(report(without)).not.toContain("without a customer");
});

test("a shop all of whose orders name nobody is told so", async () => {
  const world = nightWorld({ customers: [sale("1", 12_345), sale("2", 655)] });
  await holdNight(world, { at });
  expect(report(world)).toContain("None of the 2 orders that count names a customer.");
  expect(report(world)).toContain("2 counted orders worth 130.00 USD are sales without a customer");
});

test("a few orders that do not count are told of beside the others, and nowhere else", async () => {
  const [first, ...others] = smallShop(50, asOf);
  if (first === undefined) throw new Error("the shop is empty");
  const world = nightWorld({ customers: [{ ...first, notCounted: { cancelled: 3 } }, ...others] });
  await holdNight(world, { at });
  const said = report(world).split("3: cancelled");
  expect(said).toHaveLength(2);
  expect(said[0]).toContain('<section id="orders">');
});

test("a night that scores nobody where the night before had customers fails and announces nothing", async () => {
  const world = nightWorld({ customers: smallShop(50, asOf) });
  await holdNight(world, { at: "2026-11-20T03:30:00.000Z" });
  world.customers.clear();
  await expect(holdNight(world, { at })).rejects.toThrow(NightFailedError);
  expect(receivedFiles(world, asOf).has("manifest.json")).toBe(false);
  expect(Buffer.from(world.marketing.objects.get("nightly/latest.json") ?? "").toString()).toContain("dt=2026-11-19");
});

test("a night for a past day does not take the pointer back", async () => {
  const world = nightWorld({ customers: smallShop(50, asOf) });
  await holdNight(world, { at });
  await holdNight(world, { at, asOf: "2026-10-31" });
  expect(Buffer.from(world.marketing.objects.get("nightly/latest.json") ?? "").toString()).toContain(`dt=${asOf}`);
  expect(world.marketing.objects.has("nightly/dt=2026-10-31/manifest.json")).toBe(true);
});

test("who was erased, or has another name by now, is not in the files", async () => {
  const bought = [["2026-05-01", 4200]] as const;
  const customers = [
    customerWith("kept", bought),
    customerWith("moved", bought, { identities: [] }),
    customerWith("erased", bought, { erasedAt: at }),
  ];
  const world = nightWorld({ customers });
  await holdNight(world, { at });
  const csv = receivedFiles(world, asOf).get("customers.csv");
  expect(csv?.split("\r\n")).toHaveLength(3);
  expect(csv).toContain("kept@example.com");
});

test("when the number of shards changes, nobody's yesterday is lost", async () => {
  const shop = smallShop(300, asOf);
  const before = nightWorld({ customers: shop, counted: 45_000 });
  await holdNight(before, { at: "2026-11-20T03:30:00.000Z" });
  const movement = async (counted: number) => {
    const world = nightWorld({ customers: shop, counted, after: before });
    await holdNight(world, { at });
    return receivedFiles(world, asOf).get("movement.csv");
  };
  const unchanged = await movement(45_000);
  expect(await movement(5_000)).toBe(unchanged);
  expect(await movement(95_000)).toBe(unchanged);
});

test("a name that a spreadsheet would run is neutralised wherever it is shown", async () => {
  const customers = [
    customerWith('=cmd|"/c calc"!A1', [["2026-05-01", 100]], { profile: { email: "+1@example.com" } }),
  ];
  const world = nightWorld({ customers });
  await holdNight(world, { at });
  expect(receivedFiles(world, asOf).get("customers.csv")).toContain(`"'=cmd|""/c calc""!A1",'+1@example.com,`);
});

test("markup in the shop's name is shown, not run", async () => {
  const world = nightWorld({ customers: [], settings: { shop: { name: '<img src=x onerror="alert(1)">' } } });
  await holdNight(world, { at });
  expect(report(world)).not.toContain("<img");
  expect(report(world)).toContain("&lt;img src=x");
});

test("what a night took for a customer's yesterday can be found again, of whatever shard it was", async () => {
  const shop = smallShop(120, asOf);
  const world = nightWorld({ customers: shop, counted: 45_000 });
  await holdNight(world, { at: "2026-11-20T03:30:00.000Z" });
  await holdNight(world, { at });
  const found = await Promise.all(shop.map((c) => world.files.findScoreBefore(c.customerId, asOf)));
  expect(found.filter((score) => score !== undefined).length).toBeGreaterThan(110);
  expect(await world.files.findScoreBefore("c0000", "2026-11-19")).toBeUndefined();
  expect(await world.files.findScoreBefore("nobody", asOf)).toBeUndefined();
});
