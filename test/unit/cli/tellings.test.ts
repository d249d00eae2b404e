import { describe, expect, it } from "vitest";
import { groupRows } from "../../../cli/import/group-rows.ts";
import type { CustomerRow } from "../../../cli/import/import-row.ts";
import { tellingsOf } from "../../../cli/import/tellings.ts";
import { newHolder } from "../../../shared/recording/evidence.ts";
import { holderTold } from "../../../shared/recording/holder-after.ts";
import { MOST_PHONES } from "../../../shared/recording/phones-told.ts";
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
