import type { ASTNode } from "@marcbachmann/cel-js";
import type { CustomerRow } from "../../model/customer-row.ts";
import { didYouMean } from "../../model/near-miss.ts";
import { type Segment, segments } from "../../model/segments.ts";
import type { Day } from "../../model/time.ts";
import { segmentsOf } from "../../scoring/rfm/segment-files.ts";
import type { Mistakes } from "./mistakes.ts";
import { type Typed, yesNo } from "./typed.ts";

/** What `in_segment("…")` may ask for where a condition stands. */
export type AskedSegments = {
  readonly ask: (node: ASTNode, args: readonly ASTNode[], mistakes: Mistakes) => Typed | undefined;
};

const builtIn: ReadonlyMap<string, Segment> = new Map(segments.map((segment) => [segment.name, segment]));

const isIn = (segment: Segment): ((row: CustomerRow, asOf: Day) => boolean) => {
  if (segment.by !== "list") return (row) => row[segment.by] === segment.value;
  return (row, asOf) => segmentsOf(row, asOf).includes(segment.name);
};

/** Whether a row, as far as segments of the shop's own were found for it, is in one of these. */
const isInOwn = (name: string) => {
  const sought = ` ${name} `;
  return ({ segments: of }: CustomerRow): boolean => of !== null && ` ${of} `.includes(sought);
};

/**
 * Segments that a condition may ask for: those that Rouse makes, and `own`, of `campaigns/segments.yaml`. Undefined where the condition
 * makes one of these itself: they would go in circles.
 */
export const askedSegments = (own: readonly string[] | undefined): AskedSegments => ({
  ask: (node, [arg, ...others], mistakes) => {
    const name = arg?.op === "value" && typeof arg.args === "string" ? arg.args : undefined;
    if (arg === undefined || name === undefined || others.length > 0)
      return mistakes.add(node, 'it is written in_segment("champions"), with a segment\'s name in quotes');
    const segment = builtIn.get(name);
    if (segment !== undefined) {
      const holds = isIn(segment);
      return yesNo((row, night) => holds(row, night.asOf));
    }
    if (own?.includes(name)) return yesNo(isInOwn(name));
    const names = [...builtIn.keys(), ...(own ?? [])];
    const meant = didYouMean(name, names) || `; there is ${names.join(", ")}`;
    const hint = own === undefined ? "; a segment of segments.yaml cannot ask for another of them" : "";
    return mistakes.add(arg, `there is no segment ${mistakes.standing(arg)}${meant}${hint}`);
  },
});
