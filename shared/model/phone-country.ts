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
 * Numbers as they are dialled inside a populous country, without a nought before them, that are as long as others with their country:
 * mobile numbers, for those are refused at (national numbering plans; looked through last on 2026-11-29). Those of Japan, Korea,
 * Nigeria, India, Mexico and others have ten figures, and so too few.
 */
const INSIDE_A_COUNTRY: readonly RegExp[] = [
  // China 138 1234 5678; of Germany 151 12345678 and 176 12345678, without the nought.
  /^1[3-9]\d{9}$/,
  // Brazil: an area and nine figures that begin with 9, as Peru, Thailand, Vietnam and Myanmar have them behind their codes.
  /^(?:2[12478]|3[1-578]|4[1-9]|5[1345]|6[1-9]|7[134579]|8[1-9]|9[1-9])9\d{8}$/,
  // Indonesia 812 3456 7890, without the nought; some of its oldest networks have one figure more.
  /^8(?:1[1-9]|2[1-38]|3[1-38]|5[1-35-9]|7[7-9]|8[1-9]|9[5-9])\d{8}$/,
  /^8[125][1-3]\d{9}$/,
  // Russia 8 495 123-45-67: 84 is Vietnam. What begins with 89 is of no country anyway.
  /^84(?:01|1[1356]|2[13467]|7[1-5]|8[1-7]|9[1-689])\d{7}$/,
  /^88[1-7]\d{8}$/,
  // Argentina 9 11 1234 5678, as WhatsApp has it behind the country, and 351 15 123 4567, as it is dialled.
  /^9(?:11|[23]\d)\d{8}$/,
  /^(?=\d{12}$)[23]\d{2,3}15/,
];

/**
 * Whether a number without a plus surely has its country: figures alone, as senders have them, and as many as only a number with its
 * country has. `212-555-0100` is New York's, and not Morocco's; `13812345678` may be one of China. Who has accounts of WhatsApp has
 * each with its country.
 *
 * @example surelyHasCountry("491701234567", "sms") // true
 * @example surelyHasCountry("13812345678", "sms") // false
 */
export const surelyHasCountry = (text: string, channel: string): boolean => {
  if (normalisePhone(text) !== undefined || isAccount(text)) return true;
  const figures = writtenNumber(text);
  if (!/^\d+$/.test(figures) || NO_COUNTRY.test(figures)) return false;
  if (channel !== "whatsapp" && INSIDE_A_COUNTRY.some((numbers) => numbers.test(figures))) return false;
  if (figures.startsWith("1")) return NORTH_AMERICA.test(figures);
  return figures.length >= FIGURES_WITH_COUNTRY || (channel === "whatsapp" && isOfFew(figures));
};

const isOfFew = (figures: string): boolean =>
  FEW_FIGURES.some(([code, count]) => figures.startsWith(code) && figures.length === code.length + count);
