import type { ScannedCustomer } from "../model/customer.ts";
import { dayOf } from "../model/shop-time.ts";
import type { Day, Instant } from "../model/time.ts";

type Known = Pick<ScannedCustomer, "profile" | "profileTimes" | "consents" | "events" | "notCounted">;

/**
 * Whether somebody who has bought nothing by the as-of day is a prospect (docs/adr/0016): they have no order that does not count
 * either, and something was told of them by then. Who cancelled is none, nor who has not paid yet.
 */
export const isProspect = ({ notCounted, ...known }: Known, asOf: Day, timeZone: string): boolean =>
  notCounted === undefined && isToldBy(known, asOf, timeZone);

const isToldBy = (
  { profile, profileTimes = {}, consents, events = {} }: Omit<Known, "notCounted">,
  asOf: Day,
  timeZone: string,
): boolean => {
  const said = [consents.denied, ...Object.values(consents.granted)].map((consent) => consent?.at);
  const times: readonly (Instant | undefined)[] = [profile.updatedAt, ...Object.values(profileTimes), ...said];
  return (
    times.some((at) => at !== undefined && dayOf(at, timeZone) <= asOf) ||
    Object.values(events).some(({ first }) => first <= asOf)
  );
};
