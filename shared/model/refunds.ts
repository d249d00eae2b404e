import * as z from "zod";
import { MAX_AMOUNT_MINOR, minorSchema } from "./money.ts";

/**
 * Refunds of one order in minor units, by the source's refund id. Of more than `FEW_REFUNDS` each id is a short one: `~` and
 * 48 bits of its SHA-256 in base64url. Two of 10,000 ids are then the same with a chance of 1 in 5 million.
 */
export const refundsSchema = z.record(z.string(), minorSchema);
export type Refunds = z.infer<typeof refundsSchema>;

/**
 * Some sources tell but the sum of an order's refunds. Their states list it under a name that ends so: refunds told by
 * themselves whose names begin alike are part of it, and count only as far as they exceed it.
 */
export const SUM_OF = "*";

/** Up to so many, refunds have the names that their source gave them. */
export const FEW_REFUNDS = 200;
/** Most refunds that an order's row has room for, of those that a state lists and of those told by themselves alike. */
export const MOST_REFUNDS = 10_000;
/** What one refund takes back at most, either way: the row has six bytes for it. */
export const LARGEST_REFUND_MINOR = MAX_AMOUNT_MINOR;

export const SHORT_ID_BYTES = 6;
export const isShortRefundId = (id: string): boolean => /^~[\w-]{8}$/.test(id);
