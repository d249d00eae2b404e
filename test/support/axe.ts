import axe from "axe-core";
import type { Page } from "playwright-core";
import * as z from "zod";

const resultsSchema = z.object({
  violations: z.array(z.object({ id: z.string(), nodes: z.array(z.object({ html: z.string() })) })),
});

const rulesOff = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, { enabled: false }]));

/**
 * What axe-core finds wrong in a page, a line each: the rule, and where it is broken. Frames of other origins are not entered.
 * @param without names of rules that are not asked
 */
export const axeFindings = async (page: Page, without: readonly string[] = []): Promise<string[]> => {
  await page.evaluate(axe.source);
  const results = await page.evaluate(
    `axe.run(document, { iframes: false, resultTypes: ["violations"], rules: ${JSON.stringify(rulesOff(without))} })`,
  );
  return resultsSchema
    .parse(results)
    .violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
};
