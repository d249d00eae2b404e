import * as z from "zod";
import type { Consent } from "../../shared/model/consent.ts";
import { countryOf, UNREADABLE_COUNTRY } from "../../shared/model/countries.ts";
import { knownCurrencySchema } from "../../shared/model/currencies.ts";
import { daySchema } from "../../shared/model/time.ts";

type Said = Pick<Consent, "state" | "basis">;
const granted: Said = { state: "granted", basis: "explicit" };
const denied: Said = { state: "denied", basis: "none" };
/** What a cell of `marketing_consent` may say. */
export const consentWords: ReadonlyMap<string, Said> = new Map<string, Said>([
  ...["yes", "true", "1", "y", "granted", "subscribed", "opt-in", "explicit"].map((word): [string, Said] => [
    word,
    granted,
  ]),
  ...["no", "false", "0", "n", "denied", "unsubscribed", "opt-out"].map((word): [string, Said] => [word, denied]),
  ["soft-opt-in", { state: "granted", basis: "soft-opt-in" }],
  ["unknown", { state: "unknown", basis: "none" }],
]);

const isLocale = (text: string): boolean => {
  try {
    return text === "" || Intl.getCanonicalLocales(text.replaceAll("_", "-")).length === 1;
  } catch {
    return false;
  }
};

const isBirthday = (text: string): boolean =>
  text === "" || daySchema.safeParse(text.startsWith("--") ? `2000-${text.slice(2)}` : text).success;

const MAX_CHARACTERS = 200;
/** An id or a name: of one line, and not so long that it would be a text. */
const shortCell = (column: string) =>
  z
    .string()
    .max(MAX_CHARACTERS, `${column} is longer than ${MAX_CHARACTERS} characters`)
    .refine((text) => !/\p{Cc}/u.test(text), `${column} holds a control character`);
const cell = z.string().default("");

/** The cells of one row of `--format orders`, each still text; what can be judged without the others is judged here. */
export const orderCellsSchema = z
  .object({
    order_id: shortCell("order_id").min(1, "order_id is empty"),
    customer_id: shortCell("customer_id").default(""),
    email: z
      .union([z.literal(""), z.email({ pattern: z.regexes.unicodeEmail, error: "email is not an e-mail address" })])
      .default(""),
    ordered_at: z.string().min(1, "ordered_at is empty"),
    currency: z
      .string()
      .toUpperCase()
      .refine((code) => knownCurrencySchema.safeParse(code).success, {
        error: ({ input }) =>
          input === ""
            ? "currency is empty"
            : `currency "${String(input).slice(0, 10)}" is no code of ISO 4217, such as EUR`,
      }),
    total: z.string().min(1, "total is empty"),
    refunded: cell,
    discount: cell,
    status: cell.transform((text) => text.toLowerCase()),
    updated_at: cell,
    first_name: shortCell("first_name").default(""),
    last_name: shortCell("last_name").default(""),
    locale: cell.refine(isLocale, "locale is not a language tag, such as en or zh-CN"),
    country: cell
      .transform((text) => countryOf(text) ?? "")
      .refine((code) => code !== UNREADABLE_COUNTRY, "country is none that is known, such as DE or Germany"),
    marketing_consent: z
      .string()
      .toLowerCase()
      .refine((text) => text === "" || consentWords.has(text), "marketing_consent is neither yes nor no, nor unknown")
      .default(""),
    birthday: cell.refine(isBirthday, "birthday is not YYYY-MM-DD, nor --MM-DD where the year is unknown"),
    items: cell,
  })
  .refine((cells) => cells.customer_id !== "" || cells.email !== "", "neither customer_id nor email is given");
export type OrderCells = z.infer<typeof orderCellsSchema>;
