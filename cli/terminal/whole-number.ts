import * as z from "zod";

/** An option that takes a whole number. */
export const wholeNumber = (from = Number.MIN_SAFE_INTEGER, to = Number.MAX_SAFE_INTEGER) => {
  const bounds = from === Number.MIN_SAFE_INTEGER ? "" : ` from ${from} to ${to}`;
  const error = `expected a whole number${bounds}`;
  return z.coerce.number({ error }).pipe(z.int(error).min(from, error).max(to, error));
};
