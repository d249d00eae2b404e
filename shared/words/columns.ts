import type { CustomerRow } from "../model/customer-row.ts";
import { eventColumnWords } from "./event-columns.ts";
import { habitColumns } from "./habit-columns.ts";
import { occasionColumns } from "./occasion-columns.ts";
import { outlookColumns } from "./outlook-columns.ts";
import { ownSegmentColumns } from "./own-segments.ts";
import { purchaseColumns } from "./purchase-columns.ts";
import type { Said } from "./said.ts";

/** What each column of `customers.csv` says, by what rule: a sentence a column. How it is computed stands in `night/row-of-customer.ts`. */
export const columnWords: Readonly<Record<keyof CustomerRow, Said>> = {
  ...purchaseColumns,
  ...outlookColumns,
  ...habitColumns,
  ...eventColumnWords,
  ...ownSegmentColumns,
  ...occasionColumns,
};
