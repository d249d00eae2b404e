import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createSecretsClient } from "../../shared/adapters/aws-clients.ts";
import { secretSigningSecrets } from "../../shared/adapters/read-secrets.ts";
import { grouped } from "../../shared/model/counted.ts";
import { environments } from "../../shared/model/environment.ts";
import { RouseError } from "../../shared/model/errors.ts";
import { slices } from "../../shared/model/in-parallel.ts";
import { sourcesUnlessNamed, type WebhookSource } from "../../shared/model/order.ts";
import type { Day } from "../../shared/model/time.ts";
import { addDays } from "../../shared/scoring/summaries/epoch-day.ts";
import { sources } from "../../shared/sources/sources.ts";
import { runImport } from "../import/run-import.ts";
import type { System } from "../system/system.ts";
import type { Terminal } from "../terminal/terminal.ts";
import type { DemoCustomer, DemoOrder } from "./invent-shop.ts";
import { ordersCsv } from "./orders-csv.ts";
import { postWebhooks, type Webhook } from "./post-webhooks.ts";
import { saleOf } from "./sale-of.ts";

/** Days whose orders come as webhooks; what is older comes as a file. */
const WEBHOOK_DAYS = 3;

type Sale = { customer: DemoCustomer; order: DemoOrder };

/**
 * Brings the invented shop in by the doors that a real one uses: its history as a file, its last days as signed webhooks.
 *
 * @param folder for that file; the caller takes it away, also where this work is broken off
 */
export const fillShop = async (
  shop: readonly DemoCustomer[],
  endDay: Day,
  folder: string,
  system: System,
  terminal: Terminal,
): Promise<{ imported: number; posted: number }> => {
  const sales = shop.flatMap((customer) => customer.orders.map((order) => ({ customer, order })));
  const since = addDays(endDay, 1 - WEBHOOK_DAYS);
  const history = sales.filter(({ order }) => order.day < since);
  const imported = await importHistory(history, folder, system, terminal);
  const webhooks = sales.filter(({ order }) => order.day >= since).map((sale, index) => webhookOf(sale, index, system));
  // Senders repeat themselves: some are posted again at the end, and must change nothing.
  const repeated = slices(webhooks, 10).flatMap(([first]) => (first ? [first] : []));
  const bar = terminal.progress("Posting signed webhooks", webhooks.length + repeated.length);
  await postWebhooks(system.outputs.ApiUrl, [...webhooks, ...repeated], secretReader(system), () => bar.advance());
  bar.done(`${grouped(webhooks.length)}, and ${grouped(repeated.length)} of them once more, as senders do`);
  return { imported, posted: webhooks.length };
};

const importHistory = async (
  history: readonly Sale[],
  folder: string,
  system: System,
  terminal: Terminal,
): Promise<number> => {
  const file = join(folder, "history.csv");
  await writeFile(file, ordersCsv(history, system.settings.currency));
  const options = { format: "orders", rejects: `${file}.rejects.csv`, breakLock: false };
  const { orders, rejected } = await runImport(file, options, system, terminal);
  if (rejected > 0) throw new RouseError("DemoError", `${rejected} invented orders were rejected`);
  return orders;
};

/** Whose one body tells all of a sale, what was refunded of it too. */
const posting = sourcesUnlessNamed;

const webhookOf = ({ customer, order }: Sale, index: number, { settings }: System): Webhook => {
  const source: WebhookSource = posting[index % posting.length] ?? "standard";
  const body = sources[source].bodyOf(saleOf(customer, order, settings));
  return { source, id: `msg_${order.orderId}`, body };
};

const secretReader = ({ outputs }: System) => {
  const arns = environments["receive-webhook"].shape.SOURCE_SECRETS.parse(outputs.SourceSecrets);
  const read = secretSigningSecrets(createSecretsClient(), arns);
  return async (source: WebhookSource): Promise<string> => {
    const secrets = await read(source);
    if (secrets === undefined) throw new RouseError("DemoError", `the demo shop has no secret for ${source}`);
    return secrets.current;
  };
};
