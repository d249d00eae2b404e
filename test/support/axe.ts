import axe from "axe-core";
import type { Page } from "playwright-core";
import * as z from "zod";

const resultsSchema = z.object({
  violations: z.array(z.object({ id: z.string(), nodes: z.array(z.object({ html: z.string() })) })),
});

/** What axe-core finds wrong in a page, a line each: the rule, and where it is broken. Frames of other origins are not entered. */
export const axeFindings = async (page: Page): Promise<string[]> => {
  await page.evaluate(axe.source);
  const results = await page.evaluate("axe.run(document, { iframes: false, resultTypes: ['violations'] })");
  return resultsSchema
    .parse(results)
    .violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
};
