import { existsSync } from "node:fs";
import { join } from "node:path";
import type { z } from "zod";
import { readSettingsFile } from "../../infra/read-settings-file.ts";
import { knownCurrencySchema } from "../../shared/model/currencies.ts";
import type { Currency } from "../../shared/model/money.ts";
import type { Settings } from "../../shared/model/settings.ts";
import { timeZoneSchema } from "../../shared/model/time.ts";
import { projectRoot } from "../system/project-root.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { UsageError } from "../terminal/usage-error.ts";
import { openTable } from "./read-table.ts";
import { type ReadingOptions, tableOptionsOf } from "./reading-options.ts";

type Wanted = ReadingOptions & {
  orders: string;
  settings?: string | undefined;
  currency?: string | undefined;
  timeZone?: string | undefined;
};

/**
 * The settings for nights on a file of orders: those that the options name, with what `--currency` and `--time-zone` put in
 * their place. A shop without settings has the file's only currency.
 */
export const settingsForFile = async (wanted: Wanted, terminal: Terminal): Promise<Settings> => {
  const found = readSettingsFile(projectRoot, wanted.settings);
  const timeZone = parsed("--time-zone", timeZoneSchema, wanted.timeZone ?? found.timeZone);
  const named = wanted.currency?.toUpperCase() ?? (await currencyFor(wanted, timeZone, terminal));
  const currency = parsed("--currency", knownCurrencySchema, named ?? found.currency);
  return { ...found, currency, timeZone };
};

/** Whatever settings say of mail, a night on a file sends none: no customer would get it, and the file may be years old. */
export const mailingNobody = (settings: Settings, terminal: Terminal): Settings => {
  const { mail, notices } = settings;
  if (mail.sending === "off" && notices.recipients.length === 0) return settings;
  terminal.say("A night on a file mails nobody, whatever the settings say: messages.csv lists who would have been.");
  return { ...settings, mail: { ...mail, sending: "off" }, notices: { ...notices, recipients: [] } };
};

const parsed = (option: string, schema: z.ZodType<string>, given: string): string => {
  const read = schema.safeParse(given);
  if (read.success) return read.data;
  throw new UsageError(`${option} got "${given}"; ${read.error.issues[0]?.message}.`);
};

/** The file's only currency, for a shop that has no settings. */
const currencyFor = async (wanted: Wanted, timeZone: string, terminal: Terminal): Promise<Currency | undefined> => {
  if (wanted.settings !== undefined || existsSync(join(projectRoot, "settings.json"))) return undefined;
  const orders = await currenciesIn(wanted);
  const [only, ...others] = orders.keys();
  if (others.length > 0) {
    const counts = [...orders].map(([currency, rows]) => `${currency} ${rows}`).join(", ");
    throw new UsageError(
      `${wanted.orders} holds orders in several currencies: ${counts}. Say with --currency which is the shop's; the others are kept, and do not count.`,
    );
  }
  if (only !== undefined) {
    terminal.say(`No settings given: taking the file's only currency, ${only}, and the time zone ${timeZone}.`);
  }
  return only;
};

/** Rows by currency; what is no currency is left for the import to refuse. */
const currenciesIn = async ({ orders: file, ...options }: Wanted): Promise<Map<Currency, number>> => {
  const table = await openTable(file, tableOptionsOf(options));
  const orders = new Map<Currency, number>();
  let rows = 0;
  for await (const records of table.rows()) {
    rows += records.length;
    for (const record of records) {
      const currency =
        "row" in record ? knownCurrencySchema.safeParse(record.row.currency.toUpperCase()).data : undefined;
      if (currency !== undefined) orders.set(currency, (orders.get(currency) ?? 0) + 1);
    }
  }
  if (rows === 0) throw new UsageError(`There are no orders in ${file}.`);
  return orders;
};
