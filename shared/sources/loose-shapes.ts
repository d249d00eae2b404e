import { LosslessNumber } from "lossless-json";
import * as z from "zod";
import { amountShape, idShape } from "./parse-body.ts";

/**
 * Shapes for what the same source writes in several ways: PHP makes a list an object where its keys have gaps, and an empty
 * object a list; plugins write numbers as text, and `false`, null or an empty text for nothing.
 */
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof LosslessNumber);

/** `{"0": …, "2": …}` is a list, and so is `{}`. */
const asList = (value: unknown): unknown =>
  isRecord(value) && Object.keys(value).every((key) => /^\d+$/.test(key)) ? Object.values(value) : value;

const isNothing = (value: unknown): boolean =>
  value === undefined || value === null || value === false || (typeof value === "string" && value.trim() === "");

const isEmpty = (value: unknown): boolean =>
  isNothing(value) ||
  (Array.isArray(value) && value.length === 0) ||
  (isRecord(value) && Object.keys(value).length === 0);

/** What is there and says nothing is a list of nothing, as some write one (null, `false`, `{}`). */
const asListOrNone = (value: unknown): unknown => (value !== undefined && isEmpty(value) ? [] : asList(value));

/** A list, which has to be there: an order's value is made of it, or it tells one kind of body from another. */
export const listShape = <Shape extends z.ZodType>(part: Shape) => z.preprocess(asListOrNone, z.array(part));

/** A list of money alone: where there is null in its place, nobody knows how much it was. */
export const moneyListShape = <Shape extends z.ZodType>(part: Shape) => z.preprocess(asList, z.array(part));

/** A part of which nothing is needed: what is no object, is one that says nothing. */
export const partShape = <Fields extends z.ZodRawShape>(fields: Fields) =>
  z.preprocess((value) => (isRecord(value) ? value : {}), z.object(fields));

/** What only tells more: where it cannot be read, it is left out. */
export const looseShape = <Shape extends z.ZodType>(shape: Shape) => shape.nullish().catch(undefined);

/** What may be left out; what is there has to fit. */
export const maybeShape = <Shape extends z.ZodType>(shape: Shape) =>
  z.preprocess((value) => (isEmpty(value) ? undefined : value), shape.optional());

/** An amount that may be left out. */
export const maybeAmountShape = z.preprocess(
  (value) => (value === null || value === "" ? undefined : value),
  amountShape.optional(),
);

/** An id of a source that counts from 1: 0 is what PHP makes of none. */
export const isSerialId = (id: string): boolean => /^[1-9]\d*$/.test(id);
export const serialIdShape = idShape.refine(isSerialId);

/** An id of somebody, if there is one. */
export const maybeSerialIdShape = z.preprocess(
  (value) => (isEmpty(value) || (value instanceof LosslessNumber ? value.value : value) === "0" ? undefined : value),
  serialIdShape.optional(),
);

/** A time that may be left out, such as MySQL's `0000-00-00 00:00:00`, and what PHP makes of that: `-0001-11-30T00:00:00`. */
export const maybeTimeShape = z.preprocess(
  (value) => (isEmpty(value) || (typeof value === "string" && /^\s*(0000|-)/.test(value)) ? undefined : value),
  z.string().optional(),
);

/** Yes or no; no where it is left out. */
export const flagShape = z.preprocess((value) => (isEmpty(value) ? false : (flagOf(value) ?? value)), z.boolean());

/** The same where nothing is lost if nobody can read it: then it is no. */
export const looseFlagShape = z
  .unknown()
  .optional()
  .transform((value) => flagOf(value) ?? false);

/** Whether somebody left a list: what says neither no nor nothing may be a refusal in other words. */
export const refusalShape = z
  .unknown()
  .optional()
  .transform((value) => {
    const said = typeof value === "string" ? value.trim().toLowerCase() : value;
    return !isEmpty(said) && flagOf(said) !== false;
  });

/** A box that stands for consent: its source says that it is true or false, and nothing else is a yes. */
export const tickShape = z
  .unknown()
  .optional()
  .transform((value) => value === true);

const flagOf = (value: unknown): boolean | undefined =>
  typeof value === "boolean" ? value : flags.get(value instanceof LosslessNumber ? value.value : value);

const flags: ReadonlyMap<unknown, boolean> = new Map([
  ["1", true],
  ["true", true],
  ["yes", true],
  ["0", false],
  ["false", false],
  ["no", false],
]);
