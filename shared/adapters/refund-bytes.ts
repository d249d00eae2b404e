import { isShortRefundId, type Refunds, SHORT_ID_BYTES } from "../model/refunds.ts";

/** Signed, highest byte first: enough for any amount of money. */
const AMOUNT_BYTES = 6;
const REFUND_BYTES = SHORT_ID_BYTES + AMOUNT_BYTES;

/**
 * Refunds as a row holds them: as they are while their ids are the source's; of short ids, twelve bytes a refund, in order
 * of the ids: as a map they would take twice that, and a row ends at 400 kB.
 */
export const packRefunds = (refunds: Refunds): Refunds | Uint8Array => {
  const entries = Object.entries(refunds).sort(([a], [b]) => (a < b ? -1 : 1));
  if (entries.length === 0 || !entries.every(([id]) => isShortRefundId(id))) return refunds;
  const bytes = Buffer.alloc(entries.length * REFUND_BYTES);
  for (const [at, [id, minor]] of entries.entries()) {
    bytes.write(id.slice(1), at * REFUND_BYTES, "base64url");
    bytes.writeIntBE(minor, at * REFUND_BYTES + SHORT_ID_BYTES, AMOUNT_BYTES);
  }
  return Uint8Array.from(bytes);
};

/** Undoes `packRefunds`; what it did not pack is left as it is, for the schema to judge. */
export const unpackRefunds = (stored: unknown): unknown => {
  if (!(stored instanceof Uint8Array)) return stored;
  const bytes = Buffer.from(stored);
  const refunds: [string, number][] = [];
  for (let at = 0; at + REFUND_BYTES <= bytes.length; at += REFUND_BYTES) {
    const id = bytes.toString("base64url", at, at + SHORT_ID_BYTES);
    refunds.push([`~${id}`, bytes.readIntBE(at + SHORT_ID_BYTES, AMOUNT_BYTES)]);
  }
  return Object.fromEntries(refunds);
};
