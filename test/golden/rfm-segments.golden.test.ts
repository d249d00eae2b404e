import { expect, it } from "vitest";
import * as z from "zod";
import { rfmSegmentSchema } from "../../shared/model/rfm-segment.ts";
import { rfmSegment } from "../../shared/scoring/rfm/rfm-segments.ts";
import { readBeside } from "../support/beside-checkout.ts";
import { hasReference } from "../support/cdnow.ts";

it.skipIf(!hasReference)("gives all 125 R-F-M codes the segment of the reference table, and no other name", () => {
  const schema = z.object({ codes125_RFM: z.record(z.string(), z.array(z.string().length(3))) });
  const { codes125_RFM: table } = schema.parse(JSON.parse(readBeside("reference/rfm_segments.json")));
  const wanted = Object.entries(table).flatMap(([segment, codes]) => codes.map((code) => [code, segment]));
  expect(wanted).toHaveLength(125);
  for (const [code = "", segment] of wanted) {
    const [r = 0, f = 0, m = 0] = [...code].map(Number);
    expect(rfmSegment(r, f, m), code).toBe(segment);
  }
  expect([...rfmSegmentSchema.options].sort()).toEqual(Object.keys(table).sort());
});
