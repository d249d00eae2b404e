import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { groupRows } from "../../../cli/import/group-rows.ts";
import type { ImportRow } from "../../../cli/import/import-row.ts";
import { splitFile } from "../../../cli/import/split-file.ts";
import { readPartition } from "../../../cli/import/spool.ts";
import { writeCustomers } from "../../../cli/import/write-customers.ts";
import { consentFor } from "../../../shared/model/consent.ts";
import { whoTheyAre } from "../../../shared/post/who-they-are.ts";
import { eraseCustomer } from "../../../shared/recording/erase-customer.ts";
import { exportCustomer } from "../../../shared/recording/export-customer.ts";
import { identitiesMeantBy } from "../../../shared/recording/identities-meant-by.ts";
import { whoIs } from "../../../shared/recording/who-is.ts";
import { historyFormats } from "../../../shared/sources/history-formats.ts";
import { standardEvent } from "../../support/bodies.ts";
import { hash, judge, settings } from "../../support/recording-deps.ts";
import { recordingWorld } from "../../support/recording-world.ts";

type World = ReturnType<typeof recordingWorld>;
type Step = (world: World) => Promise<unknown>;
const [agreed, refused] = ["2026-11-01T00:00:00.000Z", "2026-11-19T00:00:00.000Z"];
const [own, other] = ["mary.new@x.example", "mary.third@x.example"];
const yes = { state: "granted", at: agreed };
const no = { state: "denied", at: refused };

/** An id of the shop's, to compare with, and what may stand in its place. */
const logins = ["mary.old@x.example", "Mary <Mary.Old@x.example>", "+491701112223", "mary.old@x.example/2"];

const told =
  (body: object | string): Step =>
  (world) =>
    world.deliver("standard", "order-event", body);
const ordered = (customer: object, id = "A-1") => told(standardEvent({ id, customer }));
const updated = (customer: object, updatedAt = refused) => told({ type: "customer.updated", updatedAt, customer });
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "rouse-test-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const reading = { timeZone: "UTC", currency: "USD", firstDay: "1990-01-01", now: "2026-11-20T12:00:00.000Z" };

/** Imports a file of these lines. */
const file =
  (...lines: readonly string[]): Step =>
  async ({ deps, store }) => {
    const own = await mkdtemp(join(folder, "import-"));
    const history = join(own, "history.csv");
    await writeFile(history, lines.join("\n"));
    const on = { bytes: () => undefined, opened: () => undefined };
    const walk = await splitFile({ file: history, formats: historyFormats, reading }, own, join(own, "no.csv"), on);
    expect(walk.rejected).toBe(0);
    const all: ImportRow[] = [];
    for (const [partition, rows] of walk.partitionRows.entries())
      for await (const row of readPartition(own, partition, rows)) all.push(row);
    await writeCustomers(groupRows(all, hash, judge), { ...deps, ...store });
  };

const worldAfter = async (...steps: readonly Step[]): Promise<World> => {
  const world = recordingWorld();
  for (const step of steps) await step(world);
  return world;
};

const permutations = <One>(all: readonly One[]): One[][] =>
  all.length < 2
    ? [[...all]]
    : all.flatMap((one, at) => permutations(all.toSpliced(at, 1)).map((rest) => [one, ...rest]));

/** What holds of mail for everybody, or for everybody who is mailed at one address. */
const mailAt = async ({ store }: World, address?: string): Promise<string[]> => {
  const ids = [...store.rows.customers.values()]
    .filter(({ profile: { email } }) => email !== undefined && (address ?? email) === email)
    .map(({ customerId }) => customerId);
  const told = await whoTheyAre(ids, { ...store, hash, settings: settings() });
  return [...told.values()].map(({ consents, emailKey }) => consentFor(consents, emailKey).state);
};

/** Of who is erased, a note stays. */
const holdersKept = ({ store }: World): string[] =>
  [...store.rows.holders.values()].flatMap(({ holder, erasedAt, sources }) =>
    erasedAt === undefined || sources.length > 0 ? holder : [],
  );

const keysOf = ({ store, keptFiles }: World): string =>
  [...Object.values(store.rows).flatMap((rows) => (rows instanceof Map ? [...rows.keys()] : [])), ...keptFiles()].join(
    "\n",
  );

describe.each(logins)("the login %j in place of a customer id", (id) => {
  const isUnread = id.endsWith("/2");
  const refusing = isUnread
    ? []
    : [updated({ id, marketingConsent: no }), ordered({ id, marketingConsent: no }, "A-9")];

  it("is the account's: what it refuses is refused for whoever stood beside it, in any order", async () => {
    for (const refusal of refusing)
      for (const steps of permutations([
        ordered({ id, email: own, marketingConsent: yes }),
        updated({ id, email: other, marketingConsent: yes }, agreed),
        refusal,
      ])) {
        const world = await worldAfter(...steps);
        expect(await mailAt(world)).not.toContain("granted");
        expect(world.parked).toEqual([]);
      }
  });

  it("refuses for the other contacts of the account too where one of them is named", async () => {
    if (isUnread) return;
    for (const steps of permutations([
      updated({ id, email: own, marketingConsent: yes }, agreed),
      updated({ id, email: other, marketingConsent: yes }, agreed),
      updated({ id, email: other, marketingConsent: no }),
    ])) {
      const world = await worldAfter(...steps);
      expect(await mailAt(world)).not.toContain("granted");
    }
  });

  it("joins what stood beside it, and shows neither it nor them", async () => {
    const world = await worldAfter(ordered({ id, email: own }), ordered({ id, email: own }, "A-2"));
    expect(keysOf(world)).not.toMatch(/@|1112223/);
    const who = await whoIs(identitiesMeantBy(id, hash), { ...world.store, ...world.deps });
    expect(who.persons).toMatchObject([{ holders: [{ orders: 2 }] }]);
    expect(JSON.stringify(who)).not.toMatch(/@|1112223/);
  });

  it("erases whoever stood beside it, by a request and by the operator's word", async () => {
    const redact = told({ type: "customer.redact", customer: { id } });
    const byWord: Step = ({ deps, store }) =>
      eraseCustomer(
        identitiesMeantBy(id, hash),
        { now: "2026-11-21T00:00:00.000Z", askedAt: "2026-11-21T00:00:00.000Z", unknown: "not-noted" },
        { ...deps, ...store },
      );
    for (const erasure of isUnread ? [byWord] : [redact, byWord]) {
      const world = await worldAfter(ordered({ id, email: own, firstName: "Mary" }), erasure);
      await world.lookAgain();
      expect([world.store.rows.orders.size, await mailAt(world, own), world.keptFiles()]).toEqual([0, [], []]);
    }
  });

  it("is exported with whoever stood beside it", async () => {
    const { deps, store } = await worldAfter(ordered({ id, email: own }));
    const found = await exportCustomer(identitiesMeantBy(id, hash), { ...deps, ...store }, { reach: "person" });
    expect(JSON.stringify(found)).toContain(own);
  });

  it("is the account's in files, and across a file and a body", async () => {
    const cell = id.startsWith("+") ? `"'${id}"` : `"${id}"`;
    const orders = file(
      "order_id,customer_id,email,ordered_at,total,currency,marketing_consent,consent_at",
      `F-1,${cell},${own},2026-10-05T00:00:00Z,10.00,USD,yes,2026-10-05T00:00:00Z`,
    );
    const customers = file("customer_id,email,marketing_consent,consent_at", `${cell},,no,${refused}`);
    const both = [customers, ...(isUnread ? [] : [updated({ id, marketingConsent: no })])];
    for (const refusal of isUnread ? [] : both)
      for (const steps of permutations([orders, refusal])) {
        const world = await worldAfter(...steps);
        expect(new Set(await mailAt(world))).toEqual(new Set(["denied"]));
        expect(keysOf(world)).not.toMatch(/@|1112223/);
      }
  });

  it("takes a parked body with it, whose reader finds nobody in it", async () => {
    if (isUnread) return;
    const broken = told(`{"type":"customer.updated","customer":{"id":${JSON.stringify(id)},"email":"${own}"`);
    const world = await worldAfter(
      ordered({ id, email: own }),
      broken,
      told({ type: "customer.redact", customer: { id } }),
    );
    await world.lookAgain();
    expect(world.keptFiles()).toEqual([]);
  });
});

it("a number under the customer id of a file refuses text messages for who has it", async () => {
  const sms = { channels: [{ channel: "sms", consent: yes }] };
  const world = await worldAfter(
    updated({ id: "8", email: own, phone: "+491701112223", ...sms }, agreed),
    file("customer_id,sms_consent,updated_at", `"'+491701112223",no,${refused}`),
  );
  const told = await whoTheyAre(["standard:8"], { ...world.store, hash, settings: settings() });
  const heard = told.get("standard:8")?.channels?.sms;
  expect(heard && consentFor(heard.consents, heard.key).state).toBe("denied");
});

it.each(["10023@store2", "ann@localhost", "john.doe@shop"])("%j is an id: its domain has no dot", async (id) => {
  const world = await worldAfter(
    ordered({ id, email: own, marketingConsent: yes }),
    updated({ id, marketingConsent: no }),
  );
  expect(await mailAt(world, own)).toEqual(["denied"]);
  expect(keysOf(world)).toContain(`standard:${id}`);
});

const number = "+491701112223";
const byName = { mail: { email: "Mary.Old@x.example" }, number: { phone: number } };

describe.each([
  ["mary.old@x.example", byName.mail],
  [number, byName.number],
])("the login %j, named alone as an address or a number", (id, alone) => {
  const told = (email?: string) => ordered({ id, ...(email && { email }), marketingConsent: yes });

  it("refuses for whoever stands beside it, in any order", async () => {
    for (const refusal of [
      updated({ ...alone, marketingConsent: no }),
      ordered({ ...alone, marketingConsent: no }, "A-9"),
    ])
      for (const steps of permutations([told(own), refusal])) {
        const world = await worldAfter(...steps);
        expect([await mailAt(world, own), world.parked]).toEqual([["denied"], []]);
      }
  });

  it("agrees for nobody but itself", async () => {
    const world = await worldAfter(ordered({ id, email: own }), updated({ ...alone, marketingConsent: yes }, agreed));
    expect(await mailAt(world, own)).toEqual(["unknown"]);
  });

  it("refuses across files, and across a file and a body", async () => {
    const cell = id === number ? `"'${id}"` : id;
    const orders = file(
      "order_id,customer_id,email,ordered_at,total,currency,marketing_consent,consent_at",
      `F-1,${cell},${own},2026-10-05T00:00:00Z,10.00,USD,yes,2026-10-05T00:00:00Z`,
    );
    const customers =
      id === number
        ? file("customer_id,phone,marketing_consent,consent_at", `,${cell},no,${refused}`)
        : file("customer_id,email,marketing_consent,consent_at", `,${id},no,${refused}`);
    for (const refusal of [customers, updated({ ...alone, marketingConsent: no })])
      for (const steps of permutations([orders, refusal])) {
        const world = await worldAfter(...steps);
        expect(await mailAt(world, own)).toEqual(["denied"]);
        expect(keysOf(world)).not.toMatch(/@|1112223/);
      }
  });

  it.each([undefined, id.includes("@") ? id : own, own])("is erased and exported, with %j beside it", async (email) => {
    const request = { type: "customer.data_request", requestId: "DR-1", customer: alone };
    const world = await worldAfter(told(email));
    expect(await world.deliver("standard", "order-event", request)).toMatchObject({ outcome: "exported" });
    const redacted = await world.deliver("standard", "order-event", { type: "customer.redact", customer: alone });
    expect(redacted).toMatchObject({ outcome: "erased" });
    await world.lookAgain();
    const { customers, orders, holders } = world.store.rows;
    expect([customers.size, orders.size, holders.size]).toEqual([0, 0, 0]);
  });

  it("takes with its erasure what was but refused under it", async () => {
    const world = await worldAfter(updated({ ...alone, marketingConsent: no }));
    const byWord = id === number ? id : "mary.old@x.example";
    await eraseCustomer(
      identitiesMeantBy(byWord, hash),
      { now: "2026-11-21T00:00:00.000Z", askedAt: "2026-11-21T00:00:00.000Z", unknown: "not-noted" },
      { ...world.deps, ...world.store },
    );
    expect([holdersKept(world), world.keptFiles()]).toEqual([[], []]);
  });
});

it("an address beside a customer id is not asked for as somebody's login", async () => {
  const world = await worldAfter(
    ordered({ id: "mary.old@x.example", email: own }),
    told({ type: "customer.redact", customer: { id: "8", email: "mary.old@x.example" } }),
  );
  expect(world.store.rows.orders.size).toBe(1);
});

it("what was refused under a login goes with the erasure of whose address it is", async () => {
  const email = "mary.old@x.example";
  const world = await worldAfter(
    updated({ email, marketingConsent: no }, agreed),
    updated({ id: "8", email }),
    told({ type: "customer.redact", customer: { id: "8", email } }),
  );
  expect([holdersKept(world), world.keptFiles()]).toEqual([[], []]);
});
