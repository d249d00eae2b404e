import { expect, test } from "vitest";
import { publishedFiles } from "../../../shared/adapters/published-files.ts";
import type { MessageOutcome } from "../../../shared/model/message.ts";
import { marketingKeys, type NightRun, nightRunSchema } from "../../../shared/model/night.ts";
import { outboxFiles } from "../../../shared/night/publish-outbox.ts";
import { fakeFiles } from "../../support/fake-files.ts";
import { settings } from "../../support/recording-deps.ts";

const asOf = "2026-11-20";
const run: NightRun = nightRunSchema.parse({
  ...{ runId: `${asOf}-1`, asOf, attempt: 1, at: "2026-11-21T03:00:00.000Z", simulated: false },
  ...{
    sendDay: "2026-11-21",
    shards: 1,
    customersCounted: 1,
    codeVersion: "0",
    settings: settings({}),
    maxSendRate: 1,
  },
});
const library = { campaigns: [] };

const claimed = (index: number): MessageOutcome => {
  const of = { customerId: `c${index}`, campaignId: "text", step: "first", occurrence: "2026" };
  const entry = {
    ...{ ...of, channel: "sms" as const, messageId: `m${index}`, handle: `+4477009000${index}`, locale: "en" },
    ...{ text: "Hello", expiresOn: "2026-11-21" },
  };
  return { ...of, channel: "sms", outcome: "sent", locale: "en", emailKey: `sms:${index}`, runId: run.runId, entry };
};

const linesOf = async (entriesAtATime: number | undefined): Promise<string[]> => {
  const marketing = fakeFiles();
  const outbox = outboxFiles(run, library, publishedFiles(marketing), entriesAtATime);
  for (const shard of [[5, 2], [4], [], [1, 3]]) await outbox.add(shard.map(claimed));
  const [file, ...more] = await outbox.end();
  expect([more, file?.path, file?.rows]).toEqual([[], "outbox/sms.csv", 5]);
  const bytes = await marketing.read(marketingKeys.outbox(asOf, "sms"));
  expect(bytes?.byteLength).toBe(file?.bytes);
  return Buffer.from(bytes ?? [])
    .toString()
    .split("\r\n");
};

test("what is to be sent stands in one order, and where it is more than is in memory at once, in several", async () => {
  const [header, ...lines] = await linesOf(undefined);
  expect(header).toMatch(/^\uFEFFmessage_key,/);
  expect(lines.map((line) => line.slice(0, 2))).toEqual(["m1", "m2", "m3", "m4", "m5", ""]);
  const [sameHeader, ...others] = await linesOf(2);
  expect([sameHeader, others.toSorted()]).toEqual([header, lines.toSorted()]);
  expect(others.map((line) => line.slice(0, 2))).toEqual(["m2", "m5", "m1", "m4", "m3", ""]);
});

test("what cannot be published fails where it is given, and nothing half written stays", async () => {
  const marketing = fakeFiles();
  const outbox = outboxFiles(run, library, publishedFiles(marketing), 1);
  await outbox.add([claimed(1)]);
  await outbox.giveUp(new Error("the ledger cannot be read"));
  expect([...marketing.objects.keys()]).toEqual([]);
});
