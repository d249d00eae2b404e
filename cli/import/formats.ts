import type { Instant } from "../../shared/model/time.ts";
import { ImportError } from "./import-error.ts";
import { createOrderReader, ordersColumns, type ReadRow } from "./orders-format.ts";
import type { Columns } from "./read-table.ts";

/** One kind of file: its columns, and how a row of it is read. */
export type Format = { name: string; columns: Columns; readRow: ReadRow };

const formatNames = ["orders", "shopify", "woocommerce"] as const;

/** @throws ImportError for a format that is not there, with those that are */
export const formatOf = (name: string, timeZone: string, now: Instant): Format => {
  if (name === "orders") return { name, columns: ordersColumns, readRow: createOrderReader(timeZone, now) };
  if (formatNames.some((known) => known === name)) {
    throw new ImportError(
      `Files as ${name} exports them cannot be imported yet. Bring them into the columns of --format orders: ${ordersColumns.needed.join(", ")}, customer_id and/or email.`,
    );
  }
  throw new ImportError(`"${name}" is no format of import files; there is: orders.`);
};
