import * as z from "zod";

/** Line breaks, control characters, and what turns the order of all letters round that follow. */
const isOneLine = (text: string): boolean => !/[\p{Cc}\p{Zl}\p{Zp}\u202d\u202e]/u.test(text) && text.isWellFormed();

/** Whether a reader sees anything of a text: blanks, and letters without a form, show nothing. */
export const showsSomething = (text: string): boolean =>
  /[^\s\p{Default_Ignorable_Code_Point}\p{Cc}\u2800]/u.test(text);

/** What a person writes into one line, and may leave empty: it goes into headers, subjects and pages. */
export const lineSchema = z
  .string()
  .refine(isOneLine, { error: "expected one line of text, without line breaks or control characters" });

/** A line that says something. */
export const nameSchema = lineSchema.refine(showsSomething, { error: "expected some text" });

/** A page on the web that mails may lead to: nothing that runs a script, nothing that others could read on its way. */
export const webAddressSchema = z
  .url({ error: "expected a web address, such as https://teapot.example", abort: true })
  .regex(/^https:\/\/[^\s\p{Cc}/?#@][^\s\p{Cc}/?#@.]*\.[^\s\p{Cc}]+$/iu, {
    error: "expected a web address that begins with https://, such as https://teapot.example",
  });

/** RFC 5646, 4.4.1: what every language that is in use fits into. A locale stands in the links of a mail, which have an end. */
export const LONGEST_LOCALE = 35;

/** A language as BCP 47 names it. */
export const localeSchema = z
  .string()
  .max(LONGEST_LOCALE, { error: `expected a language (BCP 47) of at most ${LONGEST_LOCALE} characters, such as zh-CN` })
  .refine(isLocale, { error: "expected a language (BCP 47), such as en or zh-CN" });

function isLocale(name: string): boolean {
  try {
    return Intl.getCanonicalLocales(name).length === 1;
  } catch {
    return false;
  }
}
