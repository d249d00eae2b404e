import { expect, it } from "vitest";
import type { dynamoCustomers } from "../../shared/adapters/dynamo-customers.ts";
import type { dynamoIdentities } from "../../shared/adapters/dynamo-identities.ts";
import type { dynamoOrders } from "../../shared/adapters/dynamo-orders.ts";
import type { Customer } from "../../shared/model/customer.ts";
import type { Order } from "../../shared/model/order.ts";
import type { FileStore } from "../../shared/ports/files.ts";
import type { Owner } from "../../shared/ports/identities.ts";

const customer = (customerId: string, more: Partial<Customer> = {}): Customer => ({
  customerId,
  version: 0,
  identities: [customerId],
  profile: { firstName: "محمد <b>=1+1</b>" },
  consents: { granted: { "a-b_c": { state: "granted", basis: "explicit", at: "2026-01-01T00:00:00.000Z" } } },
  days: Uint8Array.from([1, 2, 3]),
  orderSources: ["csv"],
  archiveKeys: [],
  ...more,
});

const TOO_LARGE = "Item size has exceeded the maximum allowed size";

/** What any Customers table keeps to. */
export const customersContract = (open: () => ReturnType<typeof dynamoCustomers>): void => {
  it("saveCustomer makes a row once, and readCustomer gives it back whole with version 1", async () => {
    const store = open();
    const row = customer("c:once", { emailKey: "k", archiveKeys: ["archive/a"], currency: "EUR" });
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
    const ofLength = (customerId: string, length: number) =>
      customer(customerId, { archiveKeys: ["a".repeat(length)] });
    expect(await store.saveCustomer(ofLength("c:large", 408_000), 0)).toBe("saved");
    await expect(store.saveCustomer(ofLength("c:larger", 409_600), 0)).rejects.toThrow(TOO_LARGE);
    await expect(store.putCustomers([ofLength("c:larger", 409_600)])).rejects.toThrow(TOO_LARGE);
    expect(await store.readCustomer("c:larger")).toBeUndefined();
  });

  it("scanCustomers sees what was written between its pages, and each row once", async () => {
    const store = open();
    const ids = Array.from({ length: 4 }, (_, index) => `paged:${index}`);
    const put = (more: Partial<Customer>) => store.putCustomers(ids.map((id) => customer(id, more)));
    await put({ archiveKeys: ["a".repeat(350_000)] });
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

const order = (customerId: string, orderKey: string, more: Partial<Order> = {}): Order => ({
  customerId,
  orderKey,
  separateRefunds: {},
  counted: { state: "not-counted", reason: "incomplete" },
  netMinor: 0,
  archiveKeys: [],
  ...more,
});

/** What any Orders table keeps to. */
export const ordersContract = (open: () => ReturnType<typeof dynamoOrders>): void => {
  it("replaceOrder makes a row once and replaces only what was read", async () => {
    const store = open();
    const first = order("o:1", "shopify#820982911946154508", { separateRefunds: { b: 2, a: 1 } });
    expect(await store.replaceOrder(undefined, first)).toBe("saved");
    expect(await store.replaceOrder(undefined, first)).toBe("conflict");
    const read = await store.readOrder("o:1", first.orderKey);
    expect(read).toEqual(first);
    const second = { ...first, netMinor: 5 };
    expect(await store.replaceOrder(read, second)).toBe("saved");
    expect(await store.replaceOrder(read, first)).toBe("conflict");
    expect(await store.readOrder("o:1", first.orderKey)).toEqual(second);
  });

  it("readOrdersOf gives one customer's orders only, removeOrder takes one away", async () => {
    const store = open();
    await store.putOrders([order("o:2", "csv#1"), order("o:2", "csv#2"), order("o:20", "csv#3")]);
    expect((await store.readOrdersOf("o:2")).map((row) => row.orderKey)).toEqual(["csv#1", "csv#2"]);
    const first = order("o:2", "csv#1");
    expect(await store.removeOrder({ ...first, netMinor: 5 })).toBe("conflict");
    expect(await store.removeOrder(first)).toBe("removed");
    expect(await store.removeOrder(first)).toBe("conflict");
    expect((await store.readOrdersOf("o:2")).map((row) => row.orderKey)).toEqual(["csv#2"]);
  });

  it("takes rows of 400 kB, and none that is larger", async () => {
    const store = open();
    const ofLength = (length: number) => order("o:4", "csv#1", { archiveKeys: ["a".repeat(length)] });
    await expect(store.replaceOrder(undefined, ofLength(409_600))).rejects.toThrow(TOO_LARGE);
    await expect(store.putOrders([ofLength(409_600)])).rejects.toThrow(TOO_LARGE);
    expect(await store.replaceOrder(undefined, ofLength(408_000))).toBe("saved");
  });

  it("putOrders leaves rows that replaceOrder can replace", async () => {
    const store = open();
    await store.putOrders([order("o:3", "csv#1")]);
    const read = await store.readOrder("o:3", "csv#1");
    expect(await store.replaceOrder(read, order("o:3", "csv#1", { netMinor: 7 }))).toBe("saved");
  });
};

/** What any Identities table keeps to. */
export const identitiesContract = (open: () => ReturnType<typeof dynamoIdentities>): void => {
  const owner = (customerId: string, epoch = ""): Owner => ({ customerId, epoch });
  const [T1, T2] = ["2026-11-20T00:00:00.000Z", "2026-11-21T00:00:00.000Z"];

  it("takeIdentity gives an identity to the first and names the owner to the second", async () => {
    const store = open();
    expect(await store.takeIdentity("email:x", owner("a"))).toEqual(owner("a"));
    expect(await store.takeIdentity("email:x", owner("b", T1))).toEqual(owner("a"));
    expect(await store.readIdentities(["email:x", "email:none", "email:x"])).toEqual(
      new Map([["email:x", owner("a")]]),
    );
  });

  it("takeIdentity takes over from the one owner that is named, as of the erasure that is named", async () => {
    const store = open();
    await store.takeIdentity("email:z", owner("a"));
    expect(await store.takeIdentity("email:z", owner("a", T2), owner("a", T1))).toEqual(owner("a"));
    expect(await store.takeIdentity("email:z", owner("a", T1), owner("a"))).toEqual(owner("a", T1));
    expect(await store.takeIdentity("email:z", owner("b", T2), owner("a"))).toEqual(owner("a", T1));
    expect(await store.takeIdentity("email:z", owner("b", T2), owner("a", T1))).toEqual(owner("b", T2));
    expect(await store.takeIdentity("email:new", owner("b", T2), owner("a", T1))).toEqual(owner("b", T2));
  });

  it("repointIdentity and removeIdentity change only what belongs to whom it is thought to", async () => {
    const store = open();
    await store.putIdentities(new Map([["phone:y", "a"]]));
    await store.repointIdentity("phone:y", owner("b"), owner("c"));
    await store.repointIdentity("phone:y", owner("a", T1), owner("c"));
    await store.repointIdentity("phone:none", owner("b"), owner("c"));
    expect(await store.readIdentities(["phone:y", "phone:none"])).toEqual(new Map([["phone:y", owner("a")]]));
    await store.repointIdentity("phone:y", owner("a"), owner("c", T1));
    await store.removeIdentity("phone:y", owner("c"));
    expect(await store.readIdentities(["phone:y"])).toEqual(new Map([["phone:y", owner("c", T1)]]));
    await store.removeIdentity("phone:y", owner("c", T1));
    expect(await store.readIdentities(["phone:y"])).toEqual(new Map());
  });
};

const collect = async (chunks: AsyncIterable<Uint8Array>) => {
  const all: Uint8Array[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return Buffer.concat(all);
};

/** What any bucket keeps to. */
export const filesContract = (open: () => FileStore): void => {
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
      expect(await files.replace("r/x", version, stream("a"), "text/plain")).toBe("replaced");
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
    expect(ends.filter((end) => end === "replaced")).toHaveLength(1);
    expect(Buffer.from((await files.read("r/race")) ?? []).toString()).toBe("abcdef"[ends.indexOf("replaced")]);
  });

  it("list gives every key under a prefix in ascending order, remove takes many away", async () => {
    const files = open();
    for (const key of ["l/b", "l/a/2", "l/a=1", "m/1"]) await files.write(key, "x");
    const keys: string[] = [];
    for await (const key of files.list("l/")) keys.push(key);
    expect(keys).toEqual(["l/a/2", "l/a=1", "l/b"]);
    await files.remove([...keys, "l/none"]);
    for await (const key of files.list("l/")) expect.unreachable(key);
    expect(await files.read("m/1")).toBeDefined();
  });
};
