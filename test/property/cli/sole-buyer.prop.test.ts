import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { evidenceOf, peopleIn, personsIn } from "../../../cli/import/file-evidence.ts";
import { groupRows } from "../../../cli/import/group-rows.ts";
import { parseSettings } from "../../../shared/model/parse-settings.ts";
import { importRows } from "../../support/import-rows.ts";
import { often } from "../../support/often.ts";
import { hash, judge } from "../../support/recording-deps.ts";

const limits = fc.constantFrom(
  "{}",
  '{"identity":{"roles":["ann"]}}',
  '{"identity":{"placeholders":["bo@example.com"]}}',
  '{"identity":{"ownDomains":["example.com"]}}',
);

describe("peopleIn", () => {
  it("finds in every group whom recording's own way finds, whether or not it takes the short one", async () => {
    let short = 0;
    await fc.assert(
      fc.asyncProperty(importRows, limits, async (rows, settings) => {
        const deps = { hash, settings: parseSettings(settings) };
        for (const group of groupRows(rows, hash, judge)) {
          const evidence = evidenceOf(group, deps);
          if (evidence.holders.size === 1) short += 1;
          expect((await peopleIn(evidence, deps)).persons).toEqual(await personsIn(evidence, deps));
        }
      }),
      { seed: 20261129, numRuns: often(600) },
    );
    expect(short).toBeGreaterThan(100);
  });
});
