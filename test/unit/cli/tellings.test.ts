import { describe, expect, it } from "vitest";
import { groupRows } from "../../../cli/import/group-rows.ts";
import type { CustomerRow, ImportRow } from "../../../cli/import/import-row.ts";
import { tellingsOf } from "../../../cli/import/tellings.ts";
import type { Consent } from "../../../shared/model/consent.ts";
import { emailIdentity } from "../../../shared/model/identity.ts";
import { newHolder } from "../../../shared/recording/evidence.ts";
import { holderTold } from "../../../shared/recording/holder-after.ts";
import { MOST_PHONES } from "../../../shared/recording/phones-told.ts";
import { newsOfRow } from "../../support/import-rows.ts";
import { factsOf } from "../../support/order-facts.ts";
import { hash, judge } from "../../support/recording-deps.ts";

const TOKENS = 100;
const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 12, minute)).toISOString();
const row = (minute: number): CustomerRow => ({
  line: minute + 2,
  source: "csv",
  customerId: "7",
  saidAt: at(minute),
  profile: { updatedAt: at(minute) },
  channels: [
    { channel: "push", handle: `t${minute}`, consent: { state: "granted", basis: "explicit", source: "csv" } },
  ],
});
const holderAfter = (files: readonly (readonly CustomerRow[])[]) =>
  files
    .flatMap((rows) => groupRows(rows, hash, judge))
    .flatMap(({ rows, besides }) => tellingsOf([...rows, ...besides], hash))
    .reduce(holderTold, newHolder("csv:7"));

describe("a file that tells more handles of one buyer than a row has room for", () => {
  const rows = Array.from({ length: TOKENS }, (_, minute) => row(minute));

  it("keeps those told last, as if each row had been told alone", () => {
    const together = holderAfter([rows]);
    expect(together).toEqual(holderAfter(rows.map((one) => [one])));
    const last = rows.slice(-MOST_PHONES).map((_, place) => `push:${hash(`push t${TOKENS - MOST_PHONES + place}`)}`);
    expect([...together.phones].sort()).toEqual([...last].sort());
  });

  it("keeps them in whatever order its rows stand", () => {
    expect(holderAfter([[...rows].reverse()])).toEqual(holderAfter([rows]));
  });
});

describe("a file in which one address has rows of orders and rows of a customer", () => {
  const email = "ann@example.com";
  const said = (state: "granted" | "denied", minute: number): Consent => ({
    ...{ state, basis: "explicit", at: at(minute), source: "csv" },
  });
  const order = (state: "granted" | "denied", minute: number): ImportRow => ({
    line: minute + 2,
    email,
    order: factsOf({ source: "csv", orderId: String(minute), orderedAt: at(minute), updatedAt: at(minute) }),
    profile: { email, firstName: "Otto", updatedAt: at(minute) },
    consent: said(state, minute),
  });
  const customer = (state: "granted" | "denied", minute: number): ImportRow => ({
    ...{ line: minute + 2, email, source: "csv", saidAt: at(minute), consent: said(state, minute) },
    profile: { email, country: "CA", updatedAt: at(minute) },
  });
  const toldOfAddress = (rows: readonly ImportRow[]) =>
    groupRows(rows, hash, judge)
      .flatMap((group) => tellingsOf([...group.rows, ...group.besides], hash))
      .reduce(holderTold, newHolder(emailIdentity(hash(email)))).toldOfAddress;
  const rowByRow = (rows: readonly ImportRow[]) =>
    rows.flatMap((one) => newsOfRow(one).tellings).reduce(holderTold, newHolder(emailIdentity(hash(email))))
      .toldOfAddress;

  it.each([
    ["a yes at a later order", [customer("denied", 1), order("granted", 2)], [customer("denied", 1)]],
    ["a yes at an earlier order", [order("granted", 1), customer("denied", 2)], [customer("denied", 2)]],
    ["a no at a later order", [customer("granted", 1), order("denied", 2)], [customer("granted", 1)]],
    [
      "orders between two rows of hers",
      [customer("denied", 1), order("denied", 2), order("granted", 3), customer("granted", 4)],
      [customer("granted", 4), customer("denied", 1)],
    ],
  ])("keeps %s out of what is told of the address itself", (_what, rows, alone) => {
    const told = toldOfAddress(alone);
    expect(told?.consents).toBeDefined();
    for (const some of [rows, rows.toReversed()]) {
      expect(toldOfAddress(some)).toEqual(told);
      expect(rowByRow(some)).toEqual(told);
    }
  });

  it("tells nothing of the address itself in orders alone", () => {
    expect(toldOfAddress([order("granted", 1), order("denied", 2)])).toBeUndefined();
  });
});
