import { Validations } from "aws-cdk-lib";
import { AwsSolutionsChecks } from "cdk-nag";
import { beforeAll, expect, test } from "vitest";
import * as z from "zod";
import { rouseTemplate } from "./rouse-template.ts";

const reasonsSchema = z.record(z.string(), z.string());

let stack: Awaited<ReturnType<typeof rouseTemplate>>;
beforeAll(async () => {
  stack = await rouseTemplate({
    mail: { sender: { email: "hello@shop.test" } },
    comparison: { sources: ["woocommerce"] },
  });
});

const acknowledgements = () =>
  stack.app.node.findAll().flatMap((construct) =>
    construct.node.metadata
      .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
      .flatMap(({ data }) => Object.entries(reasonsSchema.parse(data)))
      .map(([rule, reason]) => ({ path: construct.node.path, rule, reason })),
  );

test("AWS's own rules for solutions find nothing that is not acknowledged", () => {
  expect(new AwsSolutionsChecks().validateScope(stack.app).violations).toEqual([]);
});

test("nothing is acknowledged for a whole stack, and nothing without a reason", () => {
  const given = acknowledgements();
  expect(given.length).toBeGreaterThan(0);
  for (const { path, reason } of given) {
    expect(path).toMatch(/^Rouse(Kept)?\/\w+\/\w+/);
    expect(reason.split(" ").length).toBeGreaterThan(5);
  }
});

test("each acknowledgement answers a finding: without it the rules would complain", () => {
  const needed = new Set(findingsWithoutAcknowledgement().map(({ rule, path }) => `${rule} ${path}`));
  const idle = acknowledgements().filter(
    ({ rule, path }) =>
      ![...needed].some((finding) => finding.startsWith(`${rule.replace(/^Annotation::/i, "")} ${path}`)),
  );
  expect(idle).toEqual([]);
});

/** A pack's checks ask the metadata of a construct and its parents; without any, all findings are left. */
const findingsWithoutAcknowledgement = () => {
  for (const construct of stack.app.node.findAll()) {
    const kept = construct.node.metadata.filter(({ type }) => type !== Validations.ACKNOWLEDGED_RULES_METADATA_KEY);
    Object.defineProperty(construct.node, "metadata", { value: kept, configurable: true });
  }
  const { violations } = new AwsSolutionsChecks().validateScope(stack.app);
  for (const construct of stack.app.node.findAll()) Reflect.deleteProperty(construct.node, "metadata");
  return violations.flatMap(({ ruleName, violatingResources }) =>
    violatingResources.map(({ constructPath }) => ({ rule: ruleName, path: constructPath })),
  );
};
