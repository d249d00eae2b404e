/**
 * Whether a body has none of these keys. Filters, permissions and queries of the shop leave keys out; that says nothing
 * of what would stand there, where null or an empty text says that there is none.
 *
 * @example isLeftOut({ id: "1" }, ["customer", "email"]) // true
 */
export const isLeftOut = (body: unknown, keys: readonly string[]): boolean =>
  typeof body === "object" && body !== null && keys.every((key) => !Object.hasOwn(body, key));
