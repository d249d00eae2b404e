import fc from "fast-check";
import { expect, it } from "vitest";
import type { dynamoCustomers } from "../../shared/adapters/dynamo-customers.ts";
import type { dynamoEvidence } from "../../shared/adapters/dynamo-evidence.ts";
import type { dynamoOrders } from "../../shared/adapters/dynamo-orders.ts";
import type { Customer } from "../../shared/model/customer.ts";
import type { HolderRow, IdentityRow, OrdersOfDayRow } from "../../shared/model/evidence.ts";
import type { Order } from "../../shared/model/order.ts";
import type { FileStore } from "../../shared/ports/files.ts";
import { often } from "./often.ts";

const customer = (customerId: string, more: Partial<Customer> = {}): Customer => ({
  customerId,
  version: 0,
  identities: [customerId],
  profile: { firstName: "محمد <b>=1+1</b>" },
  consents: { granted: { "a-b_c": { state: "granted", basis: "explicit", at: "2026-01-01T00:00:00.000Z" } } },
  days: Uint8Array.from([1, 2, 3]),
  sources: ["csv"],
  holders: [],
  ...more,
});

const TOO_LARGE = "Item size has exceeded the maximum allowed size";

/** What any Customers table keeps to. */
export const customersContract = (open: () => ReturnType<typeof dynamoCustomers>): void => {
  it("saveCustomer makes a row once, and readCustomer gives it back whole with version 1", async () => {
    const store = open();
    const row = customer("c:once", { emailKey: "k", holders: ["csv:1"], currency: "EUR" });
    expect(await store.saveCustomer(row, 0)).toBe("saved");
    expect(await store.saveCustomer(row, 0)).toBe("conflict");
    expect(await store.readCustomer("c:once")).toEqual({ ...row, version: 1 });
    expect(await store.readCustomer("c:nobody")).toBeUndefined();
  });

  it("saveCustomer refuses a version that is no longer stored, and takes away what is no longer there", async () => {
    const store = open();
    await store.saveCustomer(customer("c:v", { emailKey: "k", currency: "EUR" }), 0);
    expect(await store.saveCustomer(customer("c:v"), 2)).toBe("conflict");
    expect(await store.saveCustomer(customer("c:v"), 1)).toBe("saved");
    expect(await store.readCustomer("c:v")).toEqual(customer("c:v", { version: 2 }));
  });

  it("readCustomers gives those that exist among more than one call's worth, scanCustomers each exactly once", async () => {
    const store = open();
    const ids = Array.from({ length: 130 }, (_, index) => `many:${index}`);
    await store.putCustomers(ids.map((id) => customer(id)));
    expect([...(await store.readCustomers([...ids, "c:nobody"])).keys()].sort()).toEqual([...ids].sort());
    const seen: string[] = [];
    for (const segment of [0, 1, 2]) {
      for await (const page of store.scanCustomers(segment, 3)) seen.push(...page.map((row) => row.customerId));
    }
    expect(seen.filter((id) => id.startsWith("many:")).sort()).toEqual([...ids].sort());
    expect(await store.countCustomers()).toBeGreaterThan(0);
  });

  it("takes rows of 400 kB, and none that is larger", async () => {
    const store = open();
    const ofLength = (customerId: string, length: number) => customer(customerId, { holders: ["a".repeat(length)] });
    expect(await store.saveCustomer(ofLength("c:large", 408_000), 0)).toBe("saved");
    await expect(store.saveCustomer(ofLength("c:larger", 409_600), 0)).rejects.toThrow(TOO_LARGE);
    await expect(store.putCustomers([ofLength("c:larger", 409_600)])).rejects.toThrow(TOO_LARGE);
    expect(await store.readCustomer("c:larger")).toBeUndefined();
  });

  it("scanCustomers sees what was written between its pages, and each row once", async () => {
    const store = open();
    const ids = Array.from({ length: 4 }, (_, index) => `paged:${index}`);
    const put = (more: Partial<Customer>) => store.putCustomers(ids.map((id) => customer(id, more)));
    await put({ holders: ["a".repeat(350_000)] });
    const pages: string[][] = [];
    for await (const page of store.scanCustomers(0, 1)) {
      const ours = page.filter(({ customerId }) => ids.includes(customerId));
      if (ours.length === 0) continue;
      for (const { emailKey } of ours) expect(emailKey).toBe(pages.length === 0 ? undefined : "later");
      if (pages.length === 0) await put({ emailKey: "later" });
      pages.push(ours.map(({ customerId }) => customerId));
    }
    expect(pages.length).toBeGreaterThan(1);
    expect(pages.flat().sort()).toEqual(ids);
  });

  it("removeCustomer takes away the row of one version, and may be repeated", async () => {
    const store = open();
    await store.saveCustomer(customer("c:gone"), 0);
    await store.removeCustomer({ customerId: "c:gone", version: 2 });
    expect(await store.readCustomer("c:gone")).toBeDefined();
    await store.removeCustomer({ customerId: "c:gone", version: 1 });
    await store.removeCustomer({ customerId: "c:gone", version: 1 });
    expect(await store.readCustomer("c:gone")).toBeUndefined();
  });

  it("an erased row's version leaps, so that a row begun anew does not come to it", async () => {
    const store = open();
    await store.saveCustomer(customer("c:erased"), 0);
    await store.saveCustomer(customer("c:erased", { erasedAt: "2026-11-21T00:00:00.000Z" }), 1);
    expect((await store.readCustomer("c:erased"))?.version).toBeGreaterThan(1_000);
  });
};

const order = (orderKey: string, more: Partial<Order> = {}): Order => ({
  orderKey,
  separateRefunds: {},
  counted: { state: "not-counted", reason: "incomplete" },
  netMinor: 0,
  archiveKeys: [],
  ...more,
});

/** What any Orders table keeps to. */
export const ordersContract = (open: () => ReturnType<typeof dynamoOrders>): void => {
  const only = async (store: ReturnType<typeof dynamoOrders>, orderKey: string) =>
    (await store.readOrders([orderKey]))[0];

  it("replaceOrder makes a row once and replaces only what was read, whoever's it was", async () => {
    const store = open();
    const first = order("shopify#820982911946154508", { holder: "shopify:7", separateRefunds: { b: 2, a: 1 } });
    expect(await store.replaceOrder(undefined, first)).toBe("saved");
    expect(await store.replaceOrder(undefined, first)).toBe("conflict");
    const read = await only(store, first.orderKey);
    expect(read).toEqual(first);
    const second = { ...first, holder: "shopify:8", left: ["2026-11-20 shopify:7"], netMinor: 5 };
    expect(await store.replaceOrder(read, second)).toBe("saved");
    expect(await store.replaceOrder(read, first)).toBe("conflict");
    expect(await only(store, first.orderKey)).toEqual(second);
  });

  it("readOrders gives those that are there among more than one call's worth, each once; removeOrder takes one away", async () => {
    const store = open();
    const keys = Array.from({ length: 130 }, (_, index) => `csv#many-${index}`);
    await store.putOrders(keys.map((key) => order(key)));
    const found = async () =>
      (await store.readOrders([...keys, "csv#none", keys[0] ?? ""])).map(({ orderKey }) => orderKey);
    expect((await found()).sort()).toEqual([...keys].sort());
    expect(await store.readOrders([])).toEqual([]);
    const first = order("csv#many-0");
    expect(await store.removeOrder({ ...first, netMinor: 5 })).toBe("conflict");
    expect(await store.removeOrder(first)).toBe("removed");
    expect(await store.removeOrder(first)).toBe("conflict");
    expect(await found()).toHaveLength(129);
  });

  it("takes rows of 400 kB, and none that is larger", async () => {
    const store = open();
    const ofLength = (length: number) => order("csv#large", { archiveKeys: ["a".repeat(length)] });
    await expect(store.replaceOrder(undefined, ofLength(409_600))).rejects.toThrow(TOO_LARGE);
    await expect(store.putOrders([ofLength(409_600)])).rejects.toThrow(TOO_LARGE);
    expect(await store.replaceOrder(undefined, ofLength(408_000))).toBe("saved");
  });

  it("putOrders leaves rows that replaceOrder can replace", async () => {
    const store = open();
    await store.putOrders([order("csv#3")]);
    const read = await only(store, "csv#3");
    expect(await store.replaceOrder(read, order("csv#3", { netMinor: 7 }))).toBe("saved");
  });
};

const holderRow = (holder: string, more: Partial<HolderRow> = {}): HolderRow => ({
  holder,
  version: 0,
  names: ["l12345678"],
  phones: [],
  profile: { firstName: "محمد <b>=1+1</b>" },
  consents: { granted: { "a-b_c": { state: "granted", basis: "explicit", at: "2026-01-01T00:00:00.000Z" } } },
  archiveKeys: ["archive/a"],
  sources: ["shopify"],
  entries: { "shopify#1": { day: "2026-11-20", netMinor: 5990, shares: { Tea: 5990 } } },
  ...more,
});

/** What any Identities table keeps to: identities, holders, their days, and notes of erasure beside them. */
export const evidenceContract = (open: () => ReturnType<typeof dynamoEvidence>): void => {
  const identity = "email:x1";
  const holder = "email:x1 shopify:7";
  const identityRow: IdentityRow = { identity, version: 0, holders: [holder] };
  const dayRow: OrdersOfDayRow = { holder, day: "2026-11-20", part: 0, version: 0, entries: holderRow(holder).entries };

  it("gives back whole what was saved, each kind by its own key, and nothing of what is not there", async () => {
    const store = open();
    const full = holderRow(holder, {
      own: true,
      epoch: "2026-11-20T00:00:00.000Z",
      judgedBy: "EUR",
      days: Uint8Array.from([1, 2, 3]),
      categories: ["Tea"],
      uncounted: [["2026-11-19", "unpaid", 2]],
      dayRows: { "2026-11-19": 3 },
    });
    expect(await store.saveIdentity(identityRow)).toBe("saved");
    expect(await store.saveHolder(full)).toBe("saved");
    expect(await store.saveOrdersOfDay(dayRow)).toBe("saved");
    await store.noteErasures(["noted"], { at: "2026-11-20T00:00:00.000Z", finished: false });
    const read = await store.readEvidence({
      identities: [identity, "email:none"],
      holders: [holder, "shopify:none"],
      days: [
        { holder, day: "2026-11-20", part: 0 },
        { holder, day: "2026-11-20", part: 1 },
        { holder, day: "2026-11-21", part: 0 },
      ],
      notes: ["noted", "none"],
    });
    expect(read).toEqual({
      identities: new Map([[identity, { ...identityRow, version: 1 }]]),
      holders: new Map([[holder, { ...full, version: 1 }]]),
      days: [{ ...dayRow, version: 1 }],
      notes: new Map([["noted", { at: "2026-11-20T00:00:00.000Z", finished: false }]]),
    });
  });

  it("notes of erasure keep the later of each time, whichever was written first", async () => {
    const store = open();
    const [early, late] = ["2026-11-20T00:00:00.000Z", "2026-11-25T00:00:00.000Z"];
    const between = "2026-11-22T00:00:00.000Z";
    const first = { at: between, finished: true };
    const second = { at: late, finished: false, askedAt: early };
    await store.noteErasures(["one way"], first);
    await store.noteErasures(["one way"], second);
    await store.noteErasures(["other way"], second);
    await store.noteErasures(["other way"], first);
    await store.noteErasures(["asked"], second);
    await store.noteErasures(["asked"], { ...second, finished: true });
    const notes = await store.readErasures(["one way", "other way", "asked"]);
    const joined = { at: late, finished: false, askedAt: between };
    expect(notes.get("one way")).toEqual(joined);
    expect(notes.get("other way")).toEqual(joined);
    expect(notes.get("asked")).toEqual({ ...second, finished: true });
  });

  it("scanIdentities gives those of many holders once each, and no other row", async () => {
    const store = open();
    const row = (name: string, holders: number, more: Partial<IdentityRow> = {}): IdentityRow => ({
      ...{ identity: `email:scan-${name}`, version: 0 },
      holders: Array.from({ length: holders }, (_, at) => `email:scan-${name} shopify:${at}`),
      ...more,
    });
    for (const one of [row("two", 2), row("three", 3), row("four", 4), row("full", 1, { full: true })])
      await store.saveIdentity(one);
    await store.saveHolder(holderRow("email:scan-four shopify:1"));
    const found: string[] = [];
    for await (const page of store.scanIdentities(3))
      found.push(...page.flatMap(({ identity: name }) => (name.startsWith("email:scan-") ? name : [])));
    expect(found.sort()).toEqual(["email:scan-four", "email:scan-full", "email:scan-three"]);
  });

  it("asked for nothing, reads nothing", async () => {
    const nothing = { identities: new Map(), holders: new Map(), days: [], notes: new Map() };
    expect(await open().readEvidence({})).toEqual(nothing);
  });

  it("saves over the version that was read, and over no other", async () => {
    const store = open();
    const [row, day] = [holderRow("shopify:v"), { ...dayRow, holder: "shopify:v" }];
    const other = { ...identityRow, identity: "email:v" };
    for (const save of [
      () => store.saveHolder(row),
      () => store.saveOrdersOfDay(day),
      () => store.saveIdentity(other),
    ]) {
      expect(await save()).toBe("saved");
      expect(await save()).toBe("conflict");
    }
    expect(await store.saveHolder({ ...row, version: 2 })).toBe("conflict");
    expect(await store.saveHolder({ ...row, version: 1, names: [] })).toBe("saved");
    expect(await store.saveIdentity({ ...other, version: 1, full: true })).toBe("saved");
    const read = await store.readEvidence({ identities: ["email:v"], holders: ["shopify:v"] });
    expect(read.holders.get("shopify:v")).toEqual({ ...row, version: 2, names: [] });
    expect(read.identities.get("email:v")).toEqual({ ...other, version: 2, full: true });
  });

  it("takes away the row of one version, and may be repeated", async () => {
    const store = open();
    const [row, day] = [holderRow("shopify:gone"), { ...dayRow, holder: "shopify:gone" }];
    const other = { ...identityRow, identity: "email:gone" };
    for (const save of [store.saveHolder(row), store.saveOrdersOfDay(day), store.saveIdentity(other)]) await save;
    const keys = { identities: ["email:gone"], holders: ["shopify:gone"], days: [day] };
    const left = async () => {
      const { identities, holders, days } = await store.readEvidence(keys);
      return identities.size + holders.size + days.length;
    };
    for (const [version, stay] of [
      [2, 3],
      [1, 0],
      [1, 0],
    ] as const) {
      await store.removeHolder({ ...row, version });
      await store.removeOrdersOfDay({ ...day, version });
      await store.removeIdentity({ ...other, version });
      expect(await left()).toBe(stay);
    }
  });

  it("an erased holder's version leaps, so that one begun anew does not come to it", async () => {
    const store = open();
    await store.saveHolder(holderRow("shopify:erased"));
    await store.saveHolder(holderRow("shopify:erased", { version: 1, erasedAt: "2026-11-21T00:00:00.000Z" }));
    const { holders } = await store.readEvidence({ holders: ["shopify:erased"] });
    expect(holders.get("shopify:erased")?.version).toBeGreaterThan(1_000);
  });

  it("putEvidence leaves rows that can be read, among more than one call's worth, and saved over", async () => {
    const store = open();
    const names = Array.from({ length: 130 }, (_, index) => `csv:many-${index}`);
    const identities = names.map((name) => ({ identity: name, version: 1, holders: [name] }));
    const holders = names.map((name) => holderRow(name, { version: 1 }));
    const days = names.map((holder) => ({ ...dayRow, holder, version: 1 }));
    await store.putEvidence({ identities, holders, days });
    const keys = days.map(({ holder, day, part }) => ({ holder, day, part }));
    const read = await store.readEvidence({ identities: names, holders: names, days: keys });
    expect(read.days.map(({ holder }) => holder).sort()).toEqual([...names].sort());
    expect(await store.saveOrdersOfDay({ ...dayRow, holder: "csv:many-0", version: 1 })).toBe("saved");
    expect([...read.identities.keys()].sort()).toEqual([...names].sort());
    expect([...read.holders.keys()].sort()).toEqual([...names].sort());
    expect(await store.saveHolder(holderRow("csv:many-0", { version: 1 }))).toBe("saved");
    expect(await store.saveIdentity({ identity: "csv:many-0", version: 1, holders: [] })).toBe("saved");
  });

  it("takes holders of 400 kB, and none that is larger", async () => {
    const store = open();
    const ofLength = (length: number) => holderRow("csv:large", { archiveKeys: ["a".repeat(length)] });
    await expect(store.saveHolder(ofLength(409_600))).rejects.toThrow(TOO_LARGE);
    await expect(store.putEvidence({ identities: [], holders: [ofLength(409_600)] })).rejects.toThrow(TOO_LARGE);
    expect(await store.saveHolder(ofLength(408_000))).toBe("saved");
  });
};

const collect = async (chunks: AsyncIterable<Uint8Array>) => {
  const all: Uint8Array[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return Buffer.concat(all);
};

const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString();
const missing = { name: "FileMissingError" };
const conflict = { name: "ConflictError" };

/** What any bucket keeps to. @param openOther another bucket of the same kind */
export const filesContract = (open: () => FileStore, openOther: () => FileStore): void => {
  it("read gives back the bytes that write put, and nothing where there is nothing", async () => {
    const files = open();
    await files.write("a/dt=2026-01-01/x.txt", "好 \uFEFF", "text/plain");
    expect(Buffer.from((await files.read("a/dt=2026-01-01/x.txt")) ?? []).toString()).toBe("好 \uFEFF");
    expect(await files.read("a/none")).toBeUndefined();
    await expect(collect(files.readStream("a/none"))).rejects.toMatchObject({ name: "FileMissingError" });
  });

  it("carries 20 MB at once and in a stream of small chunks, and an empty stream", async () => {
    const files = open();
    const body = new Uint8Array(20_000_000).map((_, index) => index % 251);
    await files.write("big/whole", body);
    expect(Buffer.compare(await collect(files.readStream("big/whole")), body)).toBe(0);
    await files.writeStream(
      "big/stream",
      (async function* () {
        for (let at = 0; at < body.length; at += 70_001) yield body.subarray(at, at + 70_001);
      })(),
    );
    expect(Buffer.compare(Buffer.from((await files.read("big/stream")) ?? []), body)).toBe(0);
    await files.writeStream("big/empty", (async function* () {})());
    expect((await files.read("big/empty"))?.byteLength).toBe(0);
  });

  it("writeStream that fails halfway leaves nothing to be seen", async () => {
    const files = open();
    const failing = (async function* () {
      yield new Uint8Array(9_000_000);
      throw new Error("the source broke off");
    })();
    await expect(files.writeStream("broken/x", failing)).rejects.toThrow("broke off");
    expect(await files.read("broken/x")).toBeUndefined();
  });

  for (const [size, bytes] of [
    ["one part", 9],
    ["several parts", 9_000_000],
  ] as const) {
    const stream = async function* (text: string) {
      for (let left = bytes; left > 0; left -= 1_000_000) yield Buffer.from(text.repeat(Math.min(left, 1_000_000)));
    };

    it(`replace writes only over the version that was opened, in ${size}`, async () => {
      const files = open();
      await files.write("r/x", "before");
      const opened = await files.open("r/x");
      expect((await collect(opened?.chunks ?? stream(""))).toString()).toBe("before");
      const version = opened?.version ?? "";
      const written = await files.replace("r/x", version, stream("a"), "text/plain");
      expect(written).toEqual({ version: (await files.measure("r/x"))?.version });
      expect(await files.replace("r/x", version, stream("b"), "text/plain")).toBe("changed");
      expect((await collect(files.readStream("r/x"))).toString()).toBe("a".repeat(bytes));
    });

    it(`replace brings nothing back that was removed, in ${size}`, async () => {
      const files = open();
      await files.write("r/gone", "before");
      const opened = await files.open("r/gone");
      await collect(opened?.chunks ?? stream(""));
      await files.remove(["r/gone"]);
      expect(await files.replace("r/gone", opened?.version ?? "", stream("a"))).toBe("changed");
      expect(await files.read("r/gone")).toBeUndefined();
      expect(await files.open("r/gone")).toBeUndefined();
    });
  }

  it("create writes where there is nothing, once, and of many side by side one does", async () => {
    const files = open();
    const created = await Promise.all(["a", "b", "c", "d"].map((text) => files.create("c/x", text, "text/plain")));
    expect(created.filter((end) => end === "created")).toHaveLength(1);
    const text = "abcd"[created.indexOf("created")];
    expect(textOf((await files.read("c/x")) ?? new Uint8Array())).toBe(text);
    expect(await files.create("c/x", "z")).toBe("taken");
    expect(textOf((await files.read("c/x")) ?? new Uint8Array())).toBe(text);
    await files.remove(["c/x"]);
    expect(await files.create("c/x", new Uint8Array([122]))).toBe("created");
    const keys = [];
    for await (const key of files.list("c/")) keys.push(key);
    expect(keys).toEqual(["c/x"]);
  });

  it("of many that replace one version side by side, one does", async () => {
    const files = open();
    await files.write("r/race", "before");
    const opened = await files.open("r/race");
    await collect(opened?.chunks ?? (async function* () {})());
    const replaceBy = (text: string) =>
      files.replace(
        "r/race",
        opened?.version ?? "",
        (async function* () {
          yield Buffer.from(text);
        })(),
      );
    const ends = await Promise.all(["a", "b", "c", "d", "e", "f"].map(replaceBy));
    expect(ends.filter((end) => end !== "changed")).toHaveLength(1);
    const last = ends.findIndex((end) => end !== "changed");
    expect(Buffer.from((await files.read("r/race")) ?? []).toString()).toBe("abcdef"[last]);
  });

  it("measure tells length and version, readRange gives a part of that version alone", async () => {
    const files = open();
    await files.write("m/x", "0123456789");
    const measured = await files.measure("m/x");
    expect(measured?.bytes).toBe(10);
    expect(measured?.version).toBe((await files.open("m/x"))?.version);
    expect(await files.measure("m/none")).toBeUndefined();
    const version = measured?.version ?? "";
    expect(textOf(await files.readRange({ key: "m/x", start: 3, end: 7 }))).toBe("3456");
    expect(textOf(await files.readRange({ key: "m/x", start: 0, end: 10, version }))).toBe("0123456789");
    expect((await files.readRange({ key: "m/x", start: 4, end: 4 })).byteLength).toBe(0);
    await expect(files.readRange({ key: "m/none", start: 0, end: 1 })).rejects.toMatchObject(missing);
    await expect(files.readRange({ key: "m/x", start: 5, end: 11 })).rejects.toMatchObject(conflict);
    await files.write("m/x", "another");
    await expect(files.readRange({ key: "m/x", start: 0, end: 2, version })).rejects.toMatchObject(conflict);
  });

  it("compose gives the bytes of its pieces one after the other, whatever their sizes, and out of both buckets", async () => {
    const [files, other] = [open(), openOther()];
    const large = new Uint8Array(17_000_003).map((_, at) => at % 251);
    await files.write("c/odd name+(=%1", large);
    await other.write("c/other", large.subarray(5));
    const range = (from: FileStore, key: string, start: number, end: number) => ({ files: from, key, start, end });
    const of = (start: number, end: number) => range(files, "c/odd name+(=%1", start, end);
    for (const pieces of [
      [],
      [Buffer.from("a"), of(3, 3), of(5, 9)],
      [Buffer.from("header"), of(0, 6_000_000), Buffer.from("footer")],
      [of(1, 17_000_003), range(other, "c/other", 0, 16_999_998), of(0, 1)],
      [of(0, 5_242_880), of(7, 5_242_887), of(9, 5_242_890)],
      [of(0, 3_000_000), large.subarray(1), of(0, 3_000_000), of(2, 10_485_762), of(8, 9)],
    ]) {
      const written = await files.compose("c/made", pieces, { contentType: "text/csv" });
      expect(written).toEqual({ version: (await files.measure("c/made"))?.version });
      const expected = pieces.map((piece) => {
        if (piece instanceof Uint8Array) return piece;
        return (piece.files === files ? large : large.subarray(5)).subarray(piece.start, piece.end);
      });
      expect(Buffer.concat(expected).equals(await collect(files.readStream("c/made")))).toBe(true);
    }
  });

  it("compose of any pieces is their bytes one after the other", async () => {
    const [files, other] = [open(), openOther()];
    const large = new Uint8Array(14_000_000).map((_, at) => (at * 7919) % 256);
    await files.write("p/one", large);
    await other.write("p/other", large);
    const length = fc.oneof(fc.nat(100), fc.nat(6_000_000), fc.integer({ min: 5_242_878, max: 5_242_882 }));
    const piece = fc
      .record({ kind: fc.constantFrom("one", "other", "in hand"), start: fc.nat(7_000_000), length })
      .map((cut) => ({ ...cut, end: cut.start + cut.length }));
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 5 }), async (cuts) => {
        const pieces = cuts.map(({ kind, start, end }) => {
          if (kind === "in hand") return large.subarray(start, end);
          return { files: kind === "one" ? files : other, key: `p/${kind}`, start, end };
        });
        await files.compose("p/made", pieces);
        const made = (await files.read("p/made")) ?? new Uint8Array();
        expect(Buffer.concat(cuts.map(({ start, end }) => large.subarray(start, end))).equals(made)).toBe(true);
      }),
      { seed: 20261130, numRuns: often(8) },
    );
  });

  it("compose takes pieces of the versions they are said to be, and writes over the version it is told", async () => {
    const files = open();
    const large = new Uint8Array(12_000_000).map((_, at) => at % 249);
    await files.write("v/from", large);
    await files.write("v/to", "before");
    const [from, over] = [(await files.measure("v/from"))?.version ?? "", (await files.measure("v/to"))?.version ?? ""];
    const piece = { files, key: "v/from", start: 0, end: large.byteLength };
    await expect(files.compose("v/to", [{ ...piece, version: over }])).rejects.toMatchObject(conflict);
    await expect(files.compose("v/to", [{ ...piece, version: over, end: 5 }])).rejects.toMatchObject(conflict);
    await expect(files.compose("v/to", [{ ...piece, key: "v/none" }])).rejects.toMatchObject(missing);
    await expect(files.compose("v/to", [{ ...piece, key: "v/none", end: 5 }])).rejects.toMatchObject(missing);
    expect(textOf((await files.read("v/to")) ?? new Uint8Array())).toBe("before");
    expect(await files.compose("v/to", [{ ...piece, version: from }], { over: from })).toBe("changed");
    expect(await files.compose("v/to", [Buffer.from("x")], { over: from })).toBe("changed");
    expect(textOf((await files.read("v/to")) ?? new Uint8Array())).toBe("before");
    const written = await files.compose("v/to", [{ ...piece, version: from }], { over });
    expect(written).toEqual({ version: (await files.measure("v/to"))?.version });
    expect(await files.compose("v/to", [Buffer.from("x")], { over })).toBe("changed");
    expect(Buffer.from((await files.read("v/to")) ?? []).equals(large)).toBe(true);
    await files.remove(["v/to"]);
    expect(await files.compose("v/to", [{ ...piece, version: from }], { over })).toBe("changed");
    expect(await files.read("v/to")).toBeUndefined();
  });

  it("compose of an object out of itself changes what lies between", async () => {
    const files = open();
    const large = new Uint8Array(30_000_000).map((_, at) => at % 247);
    await files.write("s/x", large);
    const { version } = (await files.measure("s/x")) ?? { version: "" };
    const own = (start: number, end: number) => ({ files, key: "s/x", start, end, version });
    const pieces = [own(0, 14_000_000), Buffer.from("shorter"), own(15_000_000, 30_000_000)];
    expect(await files.compose("s/x", pieces, { over: version })).not.toBe("changed");
    const expected = Buffer.concat([large.subarray(0, 14_000_000), Buffer.from("shorter"), large.subarray(15_000_000)]);
    expect(expected.equals(await collect(files.readStream("s/x")))).toBe(true);
  });

  it("list gives every key under a prefix in ascending order, listFolder what lies right there, remove takes many away", async () => {
    const files = open();
    for (const key of ["l/b", "l/a/2", "l/a=1", "m/1"]) await files.write(key, "x");
    const keys: string[] = [];
    for await (const key of files.list("l/")) keys.push(key);
    expect(keys).toEqual(["l/a/2", "l/a=1", "l/b"]);
    const right: string[] = [];
    for await (const place of files.listFolder("l/")) right.push(place);
    expect(right.sort()).toEqual(["l/a/", "l/a=1", "l/b"]);
    for await (const place of files.listFolder("l/a=")) expect(place).toBe("l/a=1");
    await files.remove([...keys, "l/none"]);
    for await (const key of files.list("l/")) expect.unreachable(key);
    expect(await files.read("m/1")).toBeDefined();
  });
};
