/** An ordinary word as programs name fields: nothing that may be a person's address, number or text. */
const ORDINARY = /^(?!.*\d{5})[\p{L}\p{N}][\p{L}\p{M}\p{N}_-]{0,39}$/u;

/**
 * A field as an answer names it: by the part of our own format where it stands, and the keys that lead to it as far as each is an
 * ordinary word. Never what stands in it.
 *
 * @example nameOfPath(["order"], ["preferences", "email"]) // "order.preferences.email"
 */
export const nameOfPath = (place: readonly PropertyKey[], keys: readonly string[]): string => {
  const odd = keys.findIndex((key) => !ORDINARY.test(key));
  const named = [...place.map(String), ...(odd < 0 ? keys : keys.slice(0, odd))].join(".");
  return named === "" ? "the body" : named;
};
