/** What DynamoDB takes for a row's size, in bytes: names and values, as they are kept. */
const sizeOf = (value: unknown): number => {
  if (typeof value === "string") return Buffer.byteLength(value);
  if (typeof value === "number") return Math.ceil(String(value).length / 2) + 1;
  if (value instanceof Uint8Array) return value.byteLength;
  if (Array.isArray(value)) return value.reduce((sum: number, one) => sum + 1 + sizeOf(one), 3);
  if (typeof value !== "object" || value === null) return 1;
  return Object.entries(value).reduce((sum, [name, one]) => sum + 1 + Buffer.byteLength(name) + sizeOf(one), 3);
};

const MOST_BYTES = 400 * 1024;

/** @throws Error as DynamoDB does, for a row that it would not take */
export const refuseTooLarge = (row: object): void => {
  if (sizeOf(row) <= MOST_BYTES) return;
  throw Object.assign(new Error("Item size has exceeded the maximum allowed size"), { name: "ValidationException" });
};
