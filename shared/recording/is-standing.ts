import { orderIdentity } from "../model/identity.ts";
import type { Order } from "../model/order.ts";
import { type EvidenceReader, namesOfHolder } from "./evidence.ts";

/** What is older than an erasure of its number, or of whom it lay with, counts for nothing. */
export const isStanding = ({ orderKey, holder, epoch = "" }: Order, reader: EvidenceReader): boolean =>
  epoch >= reader.noted([orderIdentity(orderKey), ...(holder === undefined ? [] : namesOfHolder(holder))]);
