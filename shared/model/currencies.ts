import { currencySchema } from "./money.ts";

/** ISO 4217 (list one, 2025): what shops sell in today. */
const inUse =
  "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYI UYU UYW UZS VED VES VND VUV WST XAF XCD XCG XDR XOF XPF XSU XUA YER ZAR ZMW ZWG";

/** Withdrawn from the standard since 1999 (list three): histories hold orders in them. */
const withdrawn =
  "ANG ATS AZM BEF BGL BGN BYB BYR CSD CUC CYP DEM EEK ESP FIM FRF GHC GRD GWP HRK IEP ITL LTL LUF LVL MGF MRO MTL MXV MZM NLG PTE ROL RUR SDD SIT SKK SLL SRG STD TMM TPE TRL USN USS VEB VEF XEU YUM ZMK ZWD ZWL ZWN ZWR";

/** Codes outside the standard that shop systems send: the toman, pounds of the islands, Transnistria's rouble. */
const outside = "GGP IMP IRT JEP PRB";

const known: ReadonlySet<string> = new Set([inUse, withdrawn, outside].flatMap((codes) => codes.split(" ")));

/**
 * A currency where it enters: what has the shape of one and is none, `EUX`, is a typing error, and its amount means nothing.
 * What is stored is read by `currencySchema`: a code that leaves the standard is still the one an order was paid in.
 */
export const knownCurrencySchema = currencySchema.refine((code) => known.has(code), {
  error: ({ input }) => `${String(input)} is no currency (ISO 4217), such as EUR`,
});
