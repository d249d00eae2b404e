import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { BINS, createCustomerSpool, joinBin, spooledCustomers } from "../../../shared/adapters/customer-spool.ts";
import { HASH_PARTS, hashPartOf, scanKeyOf } from "../../../shared/adapters/scan-segments.ts";
import { goneCustomer } from "../../../shared/recording/customer-of.ts";

describe("customers that were spooled", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "rouse-test-"));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it("stay read from two bins, however large: a shard of a very large shop lies in two, and is read to and fro", async () => {
    const spool = createCustomerSpool(folder, 0);
    const ids = ["C0", "C3"];
    expect(new Set(ids.map((id) => Math.floor((hashPartOf(scanKeyOf(id)) * BINS) / HASH_PARTS))).size).toBe(2);
    spool.put(ids.map((id) => ({ customer: goneCustomer(id), orders: [] })));
    spool.flush();
    for (let bin = 0; bin < BINS; bin++) joinBin(folder, bin);
    const { readCustomers } = spooledCustomers(folder, 1);
    for (const id of ids) await readCustomers([id]);
    await rm(folder, { recursive: true });
    expect([...(await readCustomers(ids)).keys()]).toEqual(ids);
  });

  it("finds everybody who was spooled and nobody else, whoever spooled them, and again after it has let go of them", async () => {
    const ids = Array.from({ length: 2_000 }, (_, number) => `C${number}`);
    for (const writer of [0, 1]) {
      const spool = createCustomerSpool(folder, writer);
      spool.put(ids.filter((_, at) => at % 2 === writer).map((id) => ({ customer: goneCustomer(id), orders: [] })));
      spool.flush();
    }
    for (let bin = 0; bin < BINS; bin++) joinBin(folder, bin);
    const { readCustomers, letGo } = spooledCustomers(folder);
    const strangers = ["", "C", "C00", "C2000", "c1"];
    expect([...(await readCustomers([...ids, ...strangers])).keys()]).toEqual(ids);
    letGo();
    expect([...(await readCustomers([...strangers, ...ids])).keys()]).toEqual(ids);
  });

  it("is empty where nobody was", async () => {
    const { readCustomers, countCustomers } = spooledCustomers(folder);
    expect((await readCustomers(["C1"])).size).toBe(0);
    expect(await countCustomers()).toBe(0);
  });
});
