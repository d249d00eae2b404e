import { knownCurrencySchema } from "../../shared/model/currencies.ts";
import type { Currency } from "../../shared/model/money.ts";

const codes = (text: string): readonly Currency[] => text.split(" ");

const dollars = codes(
  "USD CAD AUD NZD SGD HKD TWD MXN ARS CLP COP UYU BRL DOP BSD BBD BZD BMD KYD FJD GYD JMD LRD NAD SBD SRD TTD XCD BND CVE NIO",
);
const pounds = codes("GBP EGP FKP GIP SHP LBP SYP SSP SDG");
const yuanOrYen = codes("JPY CNY CNH");

/** What amounts are written in beside figures, and which currencies each can mean (looked through last on 2026-11-29). */
const names: readonly (readonly [string, readonly Currency[]])[] = [
  ["$", dollars],
  ["£", pounds],
  ["¥", yuanOrYen],
  ["€", codes("EUR")],
  ["kr", codes("SEK NOK DKK ISK")],
  ["Rs", codes("INR PKR LKR NPR MUR SCR")],
  ["₨", codes("INR PKR LKR NPR MUR SCR")],
  ["lei", codes("RON MDL")],
  ["CFA", codes("XOF XAF")],
  ["元", codes("CNY CNH TWD HKD")],
  ["Fr", codes("CHF XOF XAF XPF DJF GNF KMF RWF BIF CDF")],
  ["Dh", codes("AED MAD")],
  ["Dhs", codes("AED MAD")],
  ["Bs", codes("BOB VES VED")],
  ["дин", codes("RSD MKD")],
  ...Object.entries({
    ...{ "₹": "INR", "₩": "KRW", "₫": "VND", "₽": "RUB", "₺": "TRY", "₴": "UAH", "₪": "ILS", "฿": "THB", "₱": "PHP" },
    ...{ "₦": "NGN", "₸": "KZT", "₼": "AZN", "₾": "GEL", "₡": "CRC", "₲": "PYG", "₵": "GHS", "₮": "MNT", "₭": "LAK" },
    ...{ US$: "USD", CA$: "CAD", C$: "CAD", A$: "AUD", AU$: "AUD", NZ$: "NZD", S$: "SGD", SG$: "SGD" },
    ...{ HK$: "HKD", NT$: "TWD", R$: "BRL", MX$: "MXN", RD$: "DOP", "CN¥": "CNY", "JP¥": "JPY", "E£": "EGP" },
    ...{
      zł: "PLN",
      Kč: "CZK",
      Ft: "HUF",
      đ: "VND",
      円: "JPY",
      원: "KRW",
      TL: "TRY",
      RMB: "CNY",
      NTD: "TWD",
      SFR: "CHF",
    },
    ...{ R: "ZAR", Rp: "IDR", RM: "MYR", "S/": "PEN", "B/": "PAB", Q: "GTQ", KSh: "KES", TSh: "TZS", USh: "UGX" },
    ...{ лв: "BGN", руб: "RUB", р: "RUB", грн: "UAH", ден: "MKD", din: "RSD", KM: "BAM", VNĐ: "VND" },
  }).map(([name, code]) => [name, codes(code)] as const),
];

const isCode = (text: string): boolean => knownCurrencySchema.safeParse(text).success;
const key = (name: string): string => name.toUpperCase().replace(/\.$/, "");
const meant = new Map(names.map(([name, currencies]) => [key(name), currencies] as const));

/**
 * A currency's sign, name or code beside an amount, with letters before a sign that many have (`US$`). For a pattern without case. All
 * that has no dot in it may have one at its end.
 */
export const CURRENCY_NAME =
  "(?:[A-Z]{0,3}\\p{Sc}|(?:VNĐ|[A-Z]{3}|kr|zł|Kč|Ft|Rs|Rp|RM|R|Fr|Dh|Bs|KM|TL|Q|[SB]/|лв|руб|р|грн|ден|дин)\\.?|đ|元|円|원)";

/** What is written of money that is a part of what a currency's amounts are written in: nobody can say that it was meant so. */
const parts = ["c", "ct", "cts", "p", "pf", "cent", "cents"];
export const isPartOfMoney = (name: string): boolean =>
  name.endsWith("¢") || parts.includes(name.toLowerCase().replace(/\.$/, ""));

/**
 * Whether an amount with this beside it can be one in a currency. A sign that is not known says nothing.
 *
 * @example mayMean("kr", "NOK") // true
 */
export const mayMean = (name: string, currency: Currency): boolean => {
  const code = key(name.slice(0, -1));
  const known = meant.get(key(name)) ?? (isCode(code) ? [code] : meant.get(/\p{Sc}$/u.exec(name)?.[0] ?? ""));
  if (known) return known.includes(currency);
  return /^[A-Z]{3}$/i.test(name) ? key(name) === currency : true;
};

/** For a message: three letters that are no currency's may be somebody's name. */
export const currencyNameShown = (name: string): string =>
  meant.has(key(name)) || [name, name.slice(0, -1)].some((one) => isCode(key(one)))
    ? name
    : "no currency that is known";
