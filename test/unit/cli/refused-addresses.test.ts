import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkFile } from "../../../cli/import/check-file.ts";
import { describeCheck } from "../../../cli/import/describe-check.ts";
import { groupRows } from "../../../cli/import/group-rows.ts";
import type { ImportRow } from "../../../cli/import/import-row.ts";
import { splitFile } from "../../../cli/import/split-file.ts";
import { readPartition } from "../../../cli/import/spool.ts";
import { writeCustomers } from "../../../cli/import/write-customers.ts";
import { consentFor } from "../../../shared/model/consent.ts";
import { whoTheyAre } from "../../../shared/post/who-they-are.ts";
import { judgeOrder } from "../../../shared/recording/judge-order.ts";
import { historyFormats } from "../../../shared/sources/history-formats.ts";
import { hash, judge, settings } from "../../support/recording-deps.ts";
import { recordingWorld } from "../../support/recording-world.ts";
import { readHistoryText } from "../../support/row-reader.ts";
import { silentImport } from "../../support/silent-import.ts";

const reading = { timeZone: "UTC", currency: "USD", firstDay: "1990-01-01", now: "2026-11-20T12:00:00.000Z" };
const agreed = [
  "customer_id,email,marketing_consent,consent_at",
  "ann,ann@x.example,yes,2026-05-01T10:00:00Z",
  "bob,bob@x.example,yes,2026-05-01T10:00:00Z",
];

describe("what a row refuses that has more than one address", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "rouse-test-"));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const fileOf = async (lines: readonly string[]) => {
    const file = join(folder, "history.csv");
    await writeFile(file, lines.join("\n"));
    return { file, formats: historyFormats, reading };
  };

  /** Ann and Bob agreed before; what of that is left after files, and what the last one's rows came to. */
  const heardAfter = async (...files: readonly (readonly string[])[]) => {
    const { deps, store } = recordingWorld();
    let walk: Awaited<ReturnType<typeof splitFile>> | undefined;
    for (const text of [agreed, ...files]) {
      const on = { bytes: () => undefined, opened: () => undefined };
      const own = await mkdtemp(join(folder, "import-"));
      walk = await splitFile(await fileOf(text), own, join(own, "rejects.csv"), on);
      for (const [partition, rows] of walk.partitionRows.entries()) {
        const spooled: ImportRow[] = [];
        for await (const row of readPartition(own, partition, rows)) spooled.push(row);
        await writeCustomers(groupRows(spooled, hash, judge), { ...deps, ...store });
      }
    }
    const persons = await whoTheyAre(["ann", "bob"], { ...store, hash, settings: settings() });
    const states = [...persons].map(([name, { consents }]) => consentFor(consents, hash(`${name}@x.example`)).state);
    return { states, remarks: walk?.remarks, refusals: walk?.refusals };
  };

  it("is heard at each of them, and the answer says so", async () => {
    const file = ["customer_id,email,first_name,marketing_consent", '9,"ann@x.example, Bob <bob@x.example>",Cy,no'];
    const { states, remarks } = await heardAfter(file);
    expect(states).toEqual(["denied", "denied"]);
    expect(remarks).toEqual([expect.objectContaining({ about: "email", count: 1, lines: [2] })]);
    const check = await checkFile(
      await fileOf(file),
      (facts) => judgeOrder({ facts, separateRefunds: {} }, settings()),
      silentImport,
    );
    expect(describeCheck(check).join("\n")).toContain("1 cell of email left out, its refusal heard at each address");
  });

  it("is heard so where the row names nobody else, and nothing else of it is taken", async () => {
    expect(
      await heardAfter(["email,first_name,marketing_consent", '"ann@x.example; bob@x.example",Cy,no']),
    ).toMatchObject({
      states: ["denied", "denied"],
      refusals: [],
    });
    expect(
      (await heardAfter(["email,first_name,marketing_consent", '"ann@x.example; bob@x.example",Cy,yes'])).refusals,
    ).toHaveLength(1);
  });

  it("is heard so in a file of orders, and at an address under customer_id", async () => {
    const head = "order_id,customer_id,email,ordered_at,currency,total,marketing_consent";
    expect((await heardAfter([head, '1,9,"ann@x.example;bob@x.example",2026-06-01,USD,5,no'])).states).toEqual([
      "denied",
      "denied",
    ]);
    expect((await heardAfter([head, "1,bob@x.example,ann@x.example,2026-06-01,USD,5,no"])).states).toEqual([
      "denied",
      "denied",
    ]);
    expect((await heardAfter([head, '1,9,"ann@x.example;bob@x.example",2026-06-01,USD,5,yes'])).states).toEqual([
      "granted",
      "granted",
    ]);
  });

  it("is told of each address itself, and a later yes that a guest typed at an order in the same file is not", async () => {
    const refused = ["customer_id,email,marketing_consent,consent_at", "ann,ann@x.example,no,2026-05-15T10:00:00Z"];
    const orders = [
      "order_id,customer_id,email,ordered_at,currency,total,marketing_consent,updated_at",
      '1,9,"ann@x.example;bob@x.example",2026-06-01,USD,5,no,2026-06-01T10:00:00Z',
      "2,,ann@x.example,2026-07-01,USD,5,yes,2026-07-01T10:00:00Z",
    ];
    expect((await heardAfter(refused, orders)).states).toEqual(["denied", "denied"]);
  });

  it("is heard at a number under customer_id, beside another number", async () => {
    const file = [
      "customer_id,email,phone,sms_consent",
      "+491701000001,cy@x.example,+491702000002,no",
      "+491703000003,cy@x.example,+49 1703 000003,no",
    ];
    const { orders } = await readHistoryText(folder, file.join("\n"));
    const channels = [
      expect.objectContaining({ channel: "sms", consent: expect.objectContaining({ state: "denied" }) }),
    ];
    const refused = (phone: string) =>
      expect.objectContaining({ profile: expect.objectContaining({ phone }), channels });
    expect(orders).toMatchObject([
      { customer: refused("+491702000002"), besides: [refused("+491701000001")] },
      { customer: refused("+49 1703 000003"), besides: [] },
    ]);
  });

  it("takes a yes, a number and a name of such a row to nobody at these addresses", async () => {
    const file = [
      "customer_id,email,first_name,phone,marketing_consent,sms_consent",
      '9,"ann@x.example bob@x.example",Cy,+491701000001,yes,no',
    ];
    expect((await heardAfter(file)).states).toEqual(["granted", "granted"]);
  });

  it("is said to have reached nobody where an address cannot be read", async () => {
    const { states, remarks } = await heardAfter([
      "customer_id,email,marketing_consent",
      '9,"ann@x.example, Bob",no',
      "10,@x,yes",
    ]);
    expect(states).toEqual(["granted", "granted"]);
    expect(remarks?.map(({ reason }) => reason)).toEqual([
      expect.stringContaining("that refusal reached nobody by it"),
      "is not an e-mail address",
    ]);
    const { refusals } = await heardAfter(["email,marketing_consent", '"ann@x.example, Bob",no']);
    expect(refusals).toEqual([
      expect.objectContaining({ reason: expect.stringContaining("that refusal reached nobody by it") }),
    ]);
    const head = "order_id,email,ordered_at,currency,total,marketing_consent";
    const orders = await heardAfter([head, '1,"ann@x.example,bob@x.example",2026-06-01,USD,5,no']);
    expect(orders.refusals).toEqual([
      expect.objectContaining({ reason: expect.stringContaining("that refusal reached nobody by it") }),
    ]);
  });
});
