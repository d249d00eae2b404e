import { readCdnow } from "./cdnow.ts";
import { type Foretold, foretell } from "./foretold.ts";
import { readOnlineRetail } from "./online-retail.ts";

/** Ends of months with 90 days of CDNOW after them. */
export const cdnowDays = [
  ...["1997-08-31", "1997-09-30", "1997-10-31", "1997-11-30"],
  ...["1997-12-31", "1998-01-31", "1998-02-28", "1998-03-31"],
] as const;

/** At the end of the shop's first year, which began with December; and twice in the second, whose season the first had. */
export const onlineRetailDays = ["2010-12-09", "2011-06-09", "2011-09-10"] as const;

const nights = new Map<string, Foretold>();
/** What several tests look at is foretold once. */
const foretoldOnce = (name: string, make: () => Foretold): Foretold => {
  const night = nights.get(name) ?? make();
  nights.set(name, night);
  return night;
};

export const foretellCdnow = (file: "master" | "sample", asOf: string): Foretold =>
  foretoldOnce(`CDNOW ${file} ${asOf}`, () => foretell([...readCdnow(file).values()], asOf));
export const foretellOnlineRetail = (asOf: string): Foretold =>
  foretoldOnce(`Online Retail II ${asOf}`, () => foretell(readOnlineRetail(), asOf));
