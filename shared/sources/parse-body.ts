import { LosslessNumber, parse } from "lossless-json";
import * as z from "zod";
import { countryOf } from "../model/countries.ts";
import { PoisonError } from "../model/errors.ts";
import { NO_KEY } from "../model/identity.ts";
import { withoutUnseen } from "../model/seen-text.ts";

/**
 * A JSON body from its bytes, every number kept as it was written: ids go beyond 2^53, and money is no binary fraction.
 * @throws PoisonError `not-utf8` or `broken-json`; a key that comes twice with different values counts as broken,
 *   for nobody can say which one was meant
 */
export const parseBody = (bytes: Uint8Array): unknown => {
  const text = decode(bytes);
  try {
    return parse(text);
  } catch (error) {
    // The parser's own message quotes the body. A RangeError is a body nested deeper than the stack.
    const duplicate = error instanceof SyntaxError && error.message.startsWith("Duplicate key");
    throw new PoisonError(
      "broken-json",
      duplicate ? "a key comes twice, with different values" : "the body is not JSON",
    );
  }
};

const decode = (bytes: Uint8Array): string => {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new PoisonError("not-utf8", "the body is not UTF-8");
  }
};

/** A number as it is written. Said of what is there and of what is not: a class alone would let pass what is left out. */
const number = z.unknown().transform((value, { issues }) => {
  if (value instanceof LosslessNumber) return value.value;
  issues.push({ code: "invalid_type", expected: "number", input: value });
  return z.NEVER;
});

/** Ids become keys of tables, which take 1 KiB, and of objects: what is longer, no Unicode text, or no key, is no id of any source. */
const MAX_ID_LENGTH = 200;
const isId = (text: string): boolean =>
  text.length > 0 && text.length <= MAX_ID_LENGTH && text.isWellFormed() && text !== NO_KEY;

/** An id: text, or a whole number beyond 2^53 too, as text. What nobody sees of it is no part of it. */
export const idShape = z
  .union([z.string().transform(withoutUnseen), number.pipe(z.string().regex(/^-?\d+$/))])
  .refine(isId);

/** An amount as it is written, as text or as a number. */
export const amountShape = z.union([z.string(), number]);

/** A whole number that money or time is made of, as a number or as text: nothing else will do, and no other stands for it. */
export const wholeShape = z
  .union([z.string().trim(), number])
  .pipe(z.string().regex(/^-?\d{1,15}$/))
  .transform(Number);

/** How many of a thing, as text or as a number. Where nobody can read it, there is one: the thing is there. */
export const countOf = (value: unknown): number => {
  const quantity = Number(plainText(value)?.trim() || Number.NaN);
  return Number.isFinite(quantity) ? quantity : 1;
};
export const countShape = z.unknown().optional().transform(countOf);

/** Nobody's name or address is as long as this; what is cut off would only fill a row that has an end. */
const MAX_TEXT_LENGTH = 500;

/** Text that is only kept. Sources leave it out, send null, an empty text, or a number; what is no text at all is nothing. */
export const textShape = z
  .unknown()
  .optional()
  .transform((value) => plainText(value)?.trim().slice(0, MAX_TEXT_LENGTH).toWellFormed() || undefined);

/** A text, or a number as it is written; undefined for anything else. */
export const plainText = (value: unknown): string | undefined =>
  typeof value === "string" ? value : value instanceof LosslessNumber ? value.value : undefined;

/** A country, by whichever of its names. */
export const countryShape = textShape.transform(countryOf);

/** A source's own word for a state. */
export const wordShape = z.string().max(100);

/**
 * Parses by a shape.
 * @throws PoisonError `wrong-shape` that names the fields and never their values
 */
export const readShape = <Shape extends z.ZodType>(shape: Shape, body: unknown, what: string): z.output<Shape> => {
  const parsed = shape.safeParse(body);
  if (parsed.success) return parsed.data;
  const fields = [...new Set(parsed.error.issues.map((issue) => issue.path.join(".") || "the whole body"))];
  throw new PoisonError("wrong-shape", `not the shape of ${what}; look at: ${fields.slice(0, 5).join(", ")}`);
};
