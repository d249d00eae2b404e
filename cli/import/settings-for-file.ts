import { basename } from "node:path";
import type { z } from "zod";
import { readSettingsFile, settingsWritten } from "../../infra/read-settings-file.ts";
import { knownCurrencySchema } from "../../shared/model/currencies.ts";
import type { Currency } from "../../shared/model/money.ts";
import type { Settings } from "../../shared/model/settings.ts";
import { timeZoneSchema } from "../../shared/model/time.ts";
import { projectRoot } from "../system/project-root.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { UsageError } from "../terminal/usage-error.ts";
import { readingBar, sizeOf } from "./listener-on.ts";
import { openTable } from "./read-table.ts";
import { type ReadingOptions, tableOptionsOf } from "./reading-options.ts";
import { watchFile } from "./unchanged-file.ts";

type Wanted = ReadingOptions & {
  orders: string;
  settings?: string | undefined;
  currency?: string | undefined;
  timeZone?: string | undefined;
};

/**
 * The settings for nights on a file of orders: those that the options name, with what `--currency` and `--time-zone` put in
 * their place. A shop whose settings name no currency has the file's only one.
 */
export const settingsForFile = async (wanted: Wanted, terminal: Terminal): Promise<Settings> => {
  const found = readSettingsFile(projectRoot, wanted.settings);
  const timeZone = parsed("--time-zone", timeZoneSchema, wanted.timeZone ?? found.timeZone);
  const named = wanted.currency?.toUpperCase() ?? (await currencyFor(wanted, { ...found, timeZone }, terminal));
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

/** The file's only currency, for a shop whose settings name none. */
const currencyFor = async (
  wanted: Wanted,
  byDefault: Pick<Settings, "currency" | "timeZone">,
  terminal: Terminal,
): Promise<Currency | undefined> => {
  const written = settingsWritten(projectRoot, wanted.settings);
  if (written.currency) return undefined;
  const orders = await currenciesIn(wanted, terminal);
  const [only, ...others] = orders.keys();
  if (others.length > 0)
    throw new UsageError(
      `${wanted.orders} holds orders in several currencies: ${countsOf(orders)}. Say with --currency which is the shop's; the others are kept, and do not count.`,
    );
  terminal.say(
    only === undefined
      ? `Nothing names a currency: amounts are taken for ${byDefault.currency}. If they are in another, say so with --currency.`
      : takenSentence(only, byDefault, written.file),
  );
  return only;
};

const countsOf = (orders: ReadonlyMap<Currency, number>): string =>
  [...orders].map(([currency, rows]) => `${currency} ${rows}`).join(", ");

/** What was taken, and by what a system with the same settings would go. */
const takenSentence = (
  only: Currency,
  { currency, timeZone }: Pick<Settings, "currency" | "timeZone">,
  hasSettings: boolean,
): string => {
  if (!hasSettings)
    return `No settings given: taking the file's only currency, ${only}, and the time zone ${timeZone}.`;
  const system = only === currency ? "" : ` A system counts ${currency} until they name another.`;
  return `The settings name no currency: taking the file's only one, ${only}.${system}`;
};

/** Rows by currency; what is no currency is left for the import to refuse. */
const currenciesIn = async (
  { orders: file, ...options }: Wanted,
  terminal: Terminal,
): Promise<Map<Currency, number>> => {
  const refuseChanged = await watchFile(file);
  const bar = readingBar(terminal, `Looking for the currency of ${basename(file)}`, await sizeOf(file));
  const table = await openTable(file, tableOptionsOf(options));
  const orders = new Map<Currency, number>();
  let rows = 0;
  for await (const records of table.rows(bar.bytes)) {
    rows += records.length;
    for (const record of records) {
      const currency =
        "row" in record ? knownCurrencySchema.safeParse(record.row.currency.toUpperCase()).data : undefined;
      if (currency !== undefined) orders.set(currency, (orders.get(currency) ?? 0) + 1);
    }
  }
  await refuseChanged();
  bar.done(countsOf(orders) || "none");
  if (rows === 0) throw new UsageError(`There are no orders in ${file}.`);
  return orders;
};
