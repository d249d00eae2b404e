import { parquetTables } from "../../shared/adapters/parquet-tables.ts";
import { publishedFiles } from "../../shared/adapters/published-files.ts";
import { CSV_START, csvHeader, csvLinesOf } from "../../shared/model/csv.ts";
import { type CustomerRow, customerTable } from "../../shared/model/customer-row.ts";
import { nightRunSchema, workKeys } from "../../shared/model/night.ts";
import type { FileStore } from "../../shared/ports/files.ts";
import { settings } from "./recording-deps.ts";

const asOf = "2026-11-19";
const runId = `${asOf}-1`;

export const rowOf = (who: Pick<CustomerRow, "customer_id" | "email">): CustomerRow => ({
  ...who,
  first_order_on: asOf,
  last_order_on: asOf,
  orders: 1,
  net_value: 5990,
  currency: "USD",
  r: 5,
  f: 1,
  m: 1,
  rfm_segment: "New Customers",
  value_class: "A",
  tier: "new",
  days_silent: 0,
  p_alive: 0.9,
  expected_purchases_90d: 0.5,
  next_order_from: null,
  next_order_to: null,
  clv_12m: 100,
  clv_12m_low: 50,
  clv_12m_high: 150,
  lifecycle_stage: "first-order",
  consent: "granted",
  repeat_score: 0.3,
  next_order_median: null,
  may_never_return: 0.1,
  clv_12m_model_low: null,
  clv_12m_model_high: null,
  value_band: null,
  buying_habit: "one-time",
  loyalty: null,
  price_sensitivity: null,
  favourite_category: null,
  usual_weekday: null,
  usual_hour: null,
  early_warning_drop: null,
  cluster: null,
  reachable: "yes",
  signed_up_on: null,
  cart_left_on: null,
  page_viewed_on: null,
  message_read_on: null,
  task_done_on: null,
  pages_viewed_30d: null,
  messages_read_30d: null,
  segments: null,
  segments_since: null,
  drowsy_since: null,
  half_asleep_since: null,
  asleep_since: null,
  order_due_on: null,
});

/** Leaves in two buckets what one finished night with these customers leaves: files, manifest, working files. */
export const publishNight = async (
  marketing: FileStore,
  data: FileStore,
  people: readonly Pick<CustomerRow, "customer_id" | "email">[],
): Promise<void> => {
  const rows = people.map(rowOf);
  const run = nightRunSchema.parse({
    runId,
    asOf,
    attempt: 1,
    at: "2026-11-20T03:30:00.000Z",
    simulated: false,
    sendDay: "2026-11-20",
    shards: 1,
    customersCounted: rows.length,
    codeVersion: "test",
    settings: settings(),
    maxSendRate: 1,
  });
  await parquetTables(data).write(workKeys.rows(runId, 0), customerTable, 2, rows);
  const { publishFile, publishRowFiles, saveManifest } = publishedFiles(marketing);
  const csv = CSV_START + csvHeader(customerTable) + rows.map(csvLinesOf(customerTable, "USD")).join("");
  const messages = `${CSV_START}customer_id,campaign\r\n${people.map(({ customer_id }) => `${customer_id},win-back\r\n`).join("")}`;
  const files = [
    await publishFile(asOf, "customers.csv", chunks(csv), rows.length),
    await publishFile(asOf, "segments/new.csv", chunks(csv), rows.length),
    await publishFile(asOf, "messages.csv", chunks(messages), rows.length),
    await publishFile(asOf, "model.json", chunks("{}"), null),
    await publishRowFiles(run, "customers.parquet", rowFile(data, workKeys.rows(runId, 0))),
  ];
  const cost = { currency: "USD" as const, total: 0, parts: [], note: "" };
  await saveManifest({ runId, asOf, codeVersion: "test", customers: rows.length, files, cost });
  await data.write(workKeys.run(runId), JSON.stringify(run));
  await data.write(workKeys.night(asOf), JSON.stringify({ runId, asOf, shards: 1, customers: rows.length }));
  await data.write(workKeys.part(runId, 0, "customers.csv"), csv);
  await data.write(workKeys.end(runId), JSON.stringify({ endedAt: "2026-11-20T03:40:00.000Z" }));
};

async function* chunks(text: string): AsyncGenerator<string> {
  yield text;
}
async function* rowFile(files: FileStore, key: string): AsyncGenerator<Uint8Array> {
  yield (await files.read(key)) ?? new Uint8Array();
}
