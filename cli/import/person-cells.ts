import { birthdayOf } from "../../shared/model/birthday.ts";
import type { Consent } from "../../shared/model/consent.ts";
import { countryOf, UNREADABLE_COUNTRY } from "../../shared/model/countries.ts";
import type { Profile } from "../../shared/model/customer.ts";
import { daySchema, type Instant } from "../../shared/model/time.ts";
import { bareAddress } from "../../shared/model/written-address.ts";
import { consentSaid } from "../../shared/sources/consent-words.ts";
import type { HistoryCells, HistoryField } from "../../shared/sources/history-format.ts";
import { buyersName } from "../../shared/sources/name-parts.ts";
import { isNotGiven, isSheetError } from "../../shared/sources/not-given.ts";
import type { Doubts, Read } from "./doubts.ts";
import { remembering } from "./remembering.ts";

export type Said = Pick<Consent, "state" | "basis">;
const MAX_CHARACTERS = 200;
const CONTROL = /\p{Cc}/u;

/** An id or a name: of one line, and not so long that it would be a text. */
export const shortText = (text: string): Read<string> => {
  if (isSheetError(text)) return { reason: "is an error that a spreadsheet program shows in place of a value" };
  if (text.length > MAX_CHARACTERS) return { reason: `is longer than ${MAX_CHARACTERS} characters` };
  return CONTROL.test(text) ? { reason: "holds a control character" } : { value: text };
};

/** Spreadsheet programs show ids and numbers behind an apostrophe, so that they stay text. */
export const withoutApostrophe = (text: string): string => text.replace(/^'(?=[\d+])/, "");

const addressOf = (text: string): Read<string> => {
  if (isNotGiven(text)) return { value: "" };
  if (text === "") return { value: text };
  const address = bareAddress(text);
  return address === undefined ? { reason: "is not an e-mail address" } : { value: address };
};

/** Somebody with an id of the shop's, or a number, is known without an address: one that cannot be read costs no row. */
export const readEmail = ({ email, customer_id, phone }: HistoryCells, doubts: Doubts): string =>
  (customer_id === "" && phone === ""
    ? doubts.need("email", addressOf(email))
    : doubts.may("email", addressOf(email))) ?? "";

/** A number as it stands there; it names somebody where its country is written down. */
export const readPhone = ({ phone }: HistoryCells, doubts: Doubts): string =>
  doubts.may("phone", shortText(withoutApostrophe(phone))) ?? "";

const nothing: Read<string> = { value: "" };

const canonicalLocale = (text: string): Read<string> => {
  if (text === "") return nothing;
  try {
    const [locale = ""] = Intl.getCanonicalLocales(text.replaceAll("_", "-"));
    return { value: locale };
  } catch {
    return { reason: "is not a language tag, such as en or zh-CN" };
  }
};

const countryCode = (text: string): Read<string> => {
  if (text === "") return nothing;
  const code = countryOf(text) ?? "";
  return code === UNREADABLE_COUNTRY ? { reason: "is none that is known, such as DE or Germany" } : { value: code };
};

const MOST_REMEMBERED = 1_000;
const localeOf = remembering(canonicalLocale, MOST_REMEMBERED);
const countryCodeOf = remembering(countryCode, MOST_REMEMBERED);

const birthdayIn = (text: string, told: Instant): Read<string | undefined> => {
  if (text === "") return { value: undefined };
  const day = text.startsWith("--") ? `2000-${text.slice(2)}` : text;
  return daySchema.safeParse(day).success
    ? { value: birthdayOf(text, told) }
    : { reason: "is not YYYY-MM-DD, nor --MM-DD where the year is unknown" };
};

const consentSaidIn = remembering(consentSaid, MOST_REMEMBERED);

const NOT_UNDERSTOOD: Said = { state: "denied", basis: "none" };

/** What a cell says of mail, or another channel. One that is not understood may be a no, and nobody is written to against their will. */
export const readSaidIn = (field: HistoryField, cells: HistoryCells, doubts: Doubts): Said | undefined => {
  const said = consentSaidIn(cells[field]);
  if (said !== undefined || cells[field] === "") return said;
  doubts.remark(field, "is not understood as yes, no or unknown", "taken as no");
  return NOT_UNDERSTOOD;
};

/** Whether a cell of consent says no, or may say it. */
export const isNo = (text: string): boolean =>
  text !== "" && (consentSaidIn(text) ?? NOT_UNDERSTOOD).state === "denied";

/** Where somebody lives and what they read, as far as the row tells. */
export const readPlace = (cells: HistoryCells, doubts: Doubts): Pick<Profile, "locale" | "country"> => {
  const locale = doubts.may("locale", localeOf(cells.locale)) ?? "";
  const country = doubts.may("country", countryCodeOf(cells.country)) ?? "";
  return { ...(locale !== "" && { locale }), ...(country !== "" && { country }) };
};

/** What the row tells of somebody's birthday, by the time at which it was told. */
export const readBirthday = (cells: HistoryCells, told: Instant, doubts: Doubts): Pick<Profile, "birthday"> => {
  const birthday = doubts.may("birthday", birthdayIn(cells.birthday, told));
  return birthday === undefined ? {} : { birthday };
};

const nameFields = [
  "first_name",
  "last_name",
  "buyer_name",
  "receiver_name",
] as const satisfies readonly HistoryField[];

/** How the row calls who bought, or whom it tells of. */
export const readName = (cells: HistoryCells, doubts: Doubts): ReturnType<typeof buyersName> => {
  if (nameFields.every((field) => cells[field] === "")) return {};
  const read = (field: HistoryField) => doubts.may(field, shortText(cells[field]));
  const buyer = { firstName: read("first_name"), lastName: read("last_name"), name: read("buyer_name") };
  return buyersName([buyer], { isGuest: cells.customer_id === "", of: { name: read("receiver_name") } });
};

/** What a row of an order tells of marketing mail, said by the time of that. */
export const readConsent = (cells: HistoryCells, at: Instant, doubts: Doubts): Consent | undefined => {
  const said = readSaid(cells, doubts);
  return said && { ...said, at, source: "csv" };
};

/** What a row tells of marketing mail, whenever it was said. */
export const readSaid = (cells: HistoryCells, doubts: Doubts): Said | undefined =>
  readSaidIn("marketing_consent", cells, doubts);
