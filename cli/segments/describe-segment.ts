import { counted, grouped } from "../../shared/model/counted.ts";
import { measured } from "../../shared/words/said.ts";
import type { CountedSegment, Some } from "./count-segment.ts";

/** What a segment comes to, in lines. */
export const describeSegment = (segment: CountedSegment, withAddresses: boolean): string[] => [
  howMany(segment),
  ...valueLine(segment),
  ...everyoneOrNobody(segment),
  ...sinceLine(segment),
  ...(segment.examples.length === 0 ? [] : ["For example:"]),
  ...segment.examples.map(({ customer, email }) => `  ${customer}${withAddresses ? `  ${email ?? "no address"}` : ""}`),
];

const howMany = ({ asOf, of, customers, reachable }: CountedSegment): string => {
  const share = of === 0 ? "" : ` (${measured(customers / of, 1)})`;
  return `${grouped(customers)} of ${counted(of, "customer")} in the night of ${asOf}${share}; ${grouped(reachable)} of them may be written to.`;
};

const valueLine = ({ value }: CountedSegment): string[] => {
  if (value === null) return [];
  const { currency, net, clv, customersWithClv } = value;
  const expected =
    clv === null
      ? "what they will bring is not known"
      : `${clv} ${currency} are expected within 12 months, of the ${grouped(customersWithClv)} of whom that is known`;
  return [`They brought ${net} ${currency} so far; ${expected}.`];
};

/** What a segment of everyone or of nobody is not: a choice. */
const everyoneOrNobody = ({ of, customers }: CountedSegment): string[] => {
  if (of === 0) return [];
  if (customers === of) return ["That is everyone: the condition leaves nobody out."];
  return customers === 0 ? ["That is nobody."] : [];
};

const sinceLine = ({ since }: CountedSegment): string[] => {
  if (since === undefined) return ["There is no night before to compare with."];
  return [`Since the night of ${since.asOf}: ${moved(since.joined, "came in")}, ${moved(since.left, "went")}.`];
};

const moved = ({ count, ids }: Some, what: string): string => {
  if (count === 0) return `nobody ${what}`;
  return `${grouped(count)} ${what} (${ids.join(", ")}${count > ids.length ? ", …" : ""})`;
};
