import { grouped } from "../../shared/model/counted.ts";
import type { ConsentTally } from "./walk-history.ts";

/** What the rows of a file of customers say of marketing mail: `1,200 yes, 300 no, 5 not said`. */
export const describeConsents = ({ granted, denied, unknown }: ConsentTally): string =>
  `${grouped(granted)} yes, ${grouped(denied)} no, ${grouped(unknown)} not said`;
