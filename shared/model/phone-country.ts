import { normalisePhone } from "./identity.ts";
import { isAccount, writtenNumber } from "./phone-text.ts";

/** Numbers of most countries have as many with their code; inside a country hardly any has. */
const FIGURES_WITH_COUNTRY = 11;

/** Whose numbers have so few figures that they have ten with their code, or fewer (ITU; looked through last on 2026-11-29). */
const FEW_FIGURES: readonly (readonly [code: string, figures: number])[] = [
  ...["32", "45", "47", "64", "65"].map((code) => [code, 8] as const),
  ...["220", "238", "248", "269", "297", "354", "372", "501", "592", "597", "599", "673", "679", "960"].map(
    (code) => [code, 7] as const,
  ),
  ...["298", "299", "376", "687"].map((code) => [code, 6] as const),
];

/** Codes of no country: what begins with one of them has another beginning (`8` of Russia, a city's). */
const NO_COUNTRY = /^(?:21[04579]|259|28|38[48]|42[24-9]|69[3-9]|8(?:0[1-79]|3|5[14789]|7[1-9]|8[4579]|9)|978|99[079])/;
/** Of North America neither an area nor an exchange begins with 0 or 1, and a whole number has eleven figures. */
const NORTH_AMERICA = /^1(?:[2-9]\d{2}){2}\d{4}$/;

/**
 * Whether a number without a plus surely has its country: figures alone, as senders have them, and as many as only a number with its
 * country has. `212-555-0100` is New York's, and not Morocco's. Who has accounts of WhatsApp has each with its country.
 *
 * @example surelyHasCountry("491701234567", "sms") // true
 */
export const surelyHasCountry = (text: string, channel: string): boolean => {
  if (normalisePhone(text) !== undefined || isAccount(text)) return true;
  const figures = writtenNumber(text);
  if (!/^\d+$/.test(figures) || NO_COUNTRY.test(figures)) return false;
  if (figures.startsWith("1")) return NORTH_AMERICA.test(figures);
  return figures.length >= FIGURES_WITH_COUNTRY || (channel === "whatsapp" && isOfFew(figures));
};

const isOfFew = (figures: string): boolean =>
  FEW_FIGURES.some(([code, count]) => figures.startsWith(code) && figures.length === code.length + count);
