import { describe, expect, it } from "vitest";
import { groupRows } from "../../../cli/import/group-rows.ts";
import { importRowSchema, isOrderRow } from "../../../cli/import/import-row.ts";
import { writeCustomers } from "../../../cli/import/write-customers.ts";
import { consentFor } from "../../../shared/model/consent.ts";
import { foldOrder } from "../../../shared/recording/fold-order.ts";
import { hash, judge, settings } from "../../support/recording-deps.ts";
import { recordingWorld } from "../../support/recording-world.ts";
import { createRowReader } from "../../support/row-reader.ts";

const now = "2026-11-20T00:00:00.000Z";
const cells = { order_id: "1", customer_id: "77", email: "ann@example.com", currency: "USD", total: "10.00" };
type Cells = Record<string, string>;

const rowOf = (line: number, more: Cells, readAt = now, timeZone = "America/New_York") => {
  const read = createRowReader(timeZone, readAt)(line, { ...cells, ordered_at: "2026-08-01", ...more });
  if ("reason" in read) throw new Error(read.reason);
  return read.row;
};
type World = ReturnType<typeof recordingWorld>;
const importInto = ({ deps, store }: World, rows: readonly Cells[], readAt = now) =>
  writeCustomers(
    groupRows(
      rows.map((more, index) => rowOf(index + 2, more, readAt)),
      hash,
      judge,
    ),
    { ...deps, ...store },
  );
const grant = (at: string) => ({
  customer_id: 5,
  email_address: "ann@example.com",
  email_marketing_consent: { state: "subscribed", consent_updated_at: at, opt_in_level: null },
});
const toldBefore = async (at?: string): Promise<World> => {
  const world = recordingWorld();
  if (at) await world.deliver("shopify", "customers_email_marketing_consent/update", grant(at));
  return world;
};
const consentOfAnn = ({ store }: World) => {
  const { consents, emailKey } = store.rows.customers.get("77") ?? {};
  return consents && consentFor(consents, emailKey);
};

describe("a time in a file that lies ahead", () => {
  it.each(["2062-11-01", "9999-12-31", "9999-12-31T23:59:59-12:00", "2026-11-22"])(
    "is refused where it is %s, as it would outlive every later refusal",
    (updated_at) => {
      const more = { ordered_at: "2026-08-01", updated_at, marketing_consent: "yes" };
      const read = createRowReader("America/New_York", now)(2, { ...cells, ...more });
      expect(read).toEqual({ reason: expect.stringContaining("updated_at") });
    },
  );

  it("counts as now where it is less than a day ahead", () => {
    const row = rowOf(2, { ordered_at: "2026-11-20", updated_at: "2026-11-20T15:00:00Z", marketing_consent: "yes" });
    expect([row.order.updatedAt, row.profile.updatedAt, row.consent?.at]).toEqual([now, now, now]);
    const undated = rowOf(2, { ordered_at: "2026-11-20T15:00:00Z", marketing_consent: "yes" });
    expect([undated.profile.updatedAt, undated.consent?.at]).toEqual([now, now]);
  });
});

describe("consent in a file without updated_at", () => {
  it("counts a refusal as said when the file is read: it is stronger than an older grant", async () => {
    const world = await toldBefore("2026-09-15T11:00:00Z");
    await importInto(world, [{ marketing_consent: "no" }]);
    expect(consentOfAnn(world)).toMatchObject({ state: "denied", at: now });
  });

  it("dates a grant to its order: it is weaker than a later refusal", async () => {
    const world = await toldBefore();
    await importInto(world, [{ marketing_consent: "no", updated_at: "2026-09-15" }]);
    await importInto(world, [{ marketing_consent: "yes" }]);
    expect(consentOfAnn(world)?.state).toBe("denied");
  });

  it("goes by the orders where one file has a refusal and a later grant", async () => {
    const first = { order_id: "0", ordered_at: "2026-01-01", marketing_consent: "no" };
    const world = await toldBefore();
    await importInto(world, [first, { marketing_consent: "yes" }]);
    expect(consentOfAnn(world)?.state).toBe("granted");
    const other = await toldBefore();
    await importInto(other, [
      { ...first, marketing_consent: "yes" },
      { marketing_consent: "no" },
      { order_id: "3", ordered_at: "2026-09-01", marketing_consent: "soft-opt-in" },
    ]);
    expect(consentOfAnn(other)).toMatchObject({ state: "denied", at: now });
  });

  it("keeps a refusal's own time where it has one", async () => {
    const world = await toldBefore("2026-09-15T11:00:00Z");
    await importInto(world, [{ marketing_consent: "no", updated_at: "2026-08-02" }]);
    expect(consentOfAnn(world)?.state).toBe("granted");
  });
});

describe("a row of odd cells", () => {
  const odd: Cells[] = [
    ...["0000-01-01", "0001-01-01", "0099-12-31", "0100-01-01", "1900-01-01", "1969-12-31", "9999-12-31"].flatMap(
      (day): Cells[] => [{ ordered_at: day }, { updated_at: day }, { updated_at: `${day} 23:59:59` }],
    ),
    ...["0001-01-01T00:00:00+01:00", "9999-12-31T23:59:59-12:00", "1970-01-01"].map((updated_at) => ({ updated_at })),
    { items: '[{"quantity":1e308}]' },
    { items: '[{"quantity":1e999}]' },
    { items: '[{"quantity":1,"title":"\\ud83d","category":"\\ud83d"}]' },
    { items: '{"__proto__":[]}' },
    { birthday: "0000-01-01" },
    { locale: `en-x-${"a".repeat(8)}` },
    { total: "-0" },
    { status: "\u0000".repeat(5_000) },
    { order_id: "__proto__", customer_id: "__proto__", status: "constructor" },
  ];
  const zones = ["UTC", "Europe/Berlin", "America/New_York", "Pacific/Apia"];

  it.each(odd)("%j is refused with its column's name, or can be written: it never ends an import", (more) => {
    for (const zone of zones) {
      const read = createRowReader(zone, now)(2, { ...cells, ordered_at: "2026-01-01", ...more });
      if ("reason" in read) {
        expect(read.reason).toContain(Object.keys(more)[0]);
        continue;
      }
      const row = importRowSchema.parse(JSON.parse(JSON.stringify(read.row)));
      const facts = isOrderRow(row) ? row.order : undefined;
      const order = foldOrder({ holder: "csv:a", orderKey: "csv#1" }, undefined, facts ? { facts } : {}, settings());
      expect(order.day).toMatch(/^(19[7-9]|20)\d\d?/);
    }
  });
});
