import { describe, expect, it } from "vitest";
import { describeExplanation } from "../../../cli/explain/describe-explanation.ts";
import type { Customer } from "../../../shared/model/customer.ts";
import type { SummaryRow } from "../../../shared/model/summary-row.ts";
import { summariseShard } from "../../../shared/night/summarise-shard.ts";
import { asOf, customer, nightRun } from "../../support/notify-world.ts";

const consentInFiles = async (row: Customer): Promise<string | undefined> => {
  const saved: SummaryRow[] = [];
  await summariseShard(
    { runId: `${asOf}-1`, shard: 0 },
    {
      takeUpRun: async () => nightRun(),
      scanCustomers: async function* () {
        yield [row];
      },
      readSuppressions: async () => new Map(),
      saveSummaries: async (_runId, _shard, rows) => void saved.push(...rows),
      saveUnscored: async () => {},
      saveMoney: async () => {},
      saveAggregates: async () => {},
      saveSummaryTally: async () => {},
    },
  );
  return saved[0]?.consent;
};
const grant = { state: "granted", basis: "explicit" } as const;

describe("the consent in a night's files", () => {
  it.each([
    ["granted", { granted: { "key-a": grant } }],
    ["unknown", { granted: { "key-old": grant } }],
    ["denied", { denied: { state: "denied", basis: "none" }, granted: {} }],
  ])("is what is in force for the address in the same row: %s", async (expected, consents) => {
    expect(await consentInFiles(customer("a", { consents }))).toBe(expected);
  });
});

describe("rouse explain", () => {
  it("says what consent is in force, on what basis, when and where it was given", () => {
    const night = { runId: `${asOf}-1`, codeVersion: "1.0.0", runningVersion: "1.0.0" };
    const known = { night, restsOn: "night", changedSince: [], differs: [], row: null, behind: null } as const;
    const explanation = {
      ...known,
      customerId: "a",
      knownAs: [],
      asOf,
      channels: [],
      events: {},
      orders: [],
      mails: { reachable: "yes" as const, written: [], thatNight: [], suppressions: [] },
      summary: null,
      numbers: [],
      currency: "USD",
    };
    const at = "2026-01-01T00:00:00.000Z";
    expect(describeExplanation({ ...explanation, consent: { ...grant, at, source: "shopify" } })[1]).toBe(
      "Consent to marketing mail at their address: granted, explicit, said 2026-01-01T00:00:00.000Z, told by shopify",
    );
    expect(describeExplanation({ ...explanation, consent: { state: "unknown", basis: "none" } })[1]).toBe(
      "Consent to marketing mail at their address: unknown",
    );
  });
});
