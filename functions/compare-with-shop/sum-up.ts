import type { ComparedDay, Difference, SourceComparison } from "../../shared/model/comparison.ts";
import type { Day } from "../../shared/model/time.ts";
import type { Weighed } from "./weigh-order.ts";

/** A file that people open holds no more. */
const MOST_DIFFERENCES = 10_000;

/** What was weighed, summed up by the days compared, the differences with the newest first. */
export const sumUp = (
  weighed: Iterable<Weighed>,
  days: readonly Day[],
): Pick<SourceComparison, "days" | "differing" | "differences"> => {
  const byDay = new Map<Day, ComparedDay>(days.map((day) => [day, nothingOn(day)]));
  const differences: Difference[] = [];
  for (const order of weighed) {
    const day = byDay.get(order.day ?? "");
    if (day !== undefined) addTo(day, order);
    if (order.kind !== undefined) differences.push(differenceOf(order, order.kind));
  }
  differences.sort(byDayThenId);
  return {
    days: [...byDay.values()],
    differing: differences.length,
    differences: differences.slice(0, MOST_DIFFERENCES),
  };
};

const nothingOn = (day: Day): ComparedDay => ({
  day,
  shop: { orders: 0, netMinor: 0 },
  rouse: { orders: 0, netMinor: 0 },
  differing: 0,
});

const addTo = (day: ComparedDay, { shop, rouse, kind }: Weighed): void => {
  for (const [side, worth] of [
    [day.shop, shop],
    [day.rouse, rouse],
  ] as const) {
    if (worth === undefined) continue;
    side.orders += 1;
    side.netMinor += worth;
  }
  if (kind !== undefined) day.differing += 1;
};

const differenceOf = ({ orderId, day, shop, rouse }: Weighed, kind: Difference["kind"]): Difference => ({
  orderId,
  kind,
  ...(day !== undefined && { day }),
  shopMinor: shop ?? 0,
  rouseMinor: rouse ?? 0,
});

/** The order in which they were read is the API's, and means nothing. */
const byDayThenId = (a: Difference, b: Difference): number =>
  (b.day ?? "").localeCompare(a.day ?? "", "en") || a.orderId.localeCompare(b.orderId, "en", { numeric: true });
