import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { levelOf, lintRuleSchema } from "../../../cli/campaigns/lint/lint-rules.ts";
import { projectRoot } from "../../../cli/system/project-root.ts";

it("docs/campaigns.md names all that the check finds, as error or as warning", async () => {
  const docs = await readFile(join(projectRoot, "docs", "campaigns.md"), "utf8");
  const part = docs.slice(docs.indexOf("### What the check finds"), docs.indexOf("## Languages"));
  const told = [...part.matchAll(/^\| `([\w-]+)` \| (\w+) \|/gm)].map(([, rule, level]) => `${rule} ${level}`);
  expect(told.toSorted()).toEqual(lintRuleSchema.options.map((rule) => `${rule} ${levelOf(rule)}`).toSorted());
});
