import type { Currency } from "../../shared/model/money.ts";
import type { Day, Instant } from "../../shared/model/time.ts";
import type { DecimalMark } from "./amount-shape.ts";
import type { DateOrder } from "./date-shape.ts";
import type { IdField } from "./id-shape.ts";

/** By what rows are read besides the file: the shop's zone, currency and first day, and the instant at which it is done. */
export type Reading = {
  timeZone: string;
  currency: Currency;
  firstDay: Day;
  now: Instant;
  /** As the operator says, or as the whole file tells; undefined where neither does. */
  decimal?: DecimalMark | undefined;
  dates?: DateOrder | undefined;
  /** Columns of ids that a program has made numbers of. */
  madeIds?: ReadonlySet<IdField>;
};
