import { beforeAll, expect, test } from "vitest";
import * as z from "zod";
import { environments } from "../../shared/model/environment.ts";
import { rouseTemplate } from "./rouse-template.ts";

/** What the runtime and its tools read, beside a function's own contract. */
const tooling = z.strictObject({
  NODE_OPTIONS: z.literal("--enable-source-maps"),
  POWERTOOLS_SERVICE_NAME: z.enum(Object.keys(environments)),
  POWERTOOLS_METRICS_NAMESPACE: z.literal("Rouse"),
});
const functionSchema = z.object({ Environment: z.object({ Variables: z.record(z.string(), z.unknown()) }) });

let environmentOf: Map<string, Record<string, unknown>>;
beforeAll(async () => {
  const { ofType, deployed } = await rouseTemplate({ comparison: { sources: ["shopify"] } });
  const variables = ofType("AWS::Lambda::Function").map(({ Properties }) =>
    z.record(z.string(), z.unknown()).parse(deployed(functionSchema.parse(Properties).Environment.Variables)),
  );
  environmentOf = new Map(variables.map((each) => [String(each.POWERTOOLS_SERVICE_NAME), each]));
});

test.each(Object.entries(environments))(
  "%s is given its contract's variables, the tools' own and no other",
  (name, contract) => {
    const given = environmentOf.get(name);
    expect(contract.safeParse(given).error).toBeUndefined();
    const others = Object.entries(given ?? {}).filter(([variable]) => !(variable in contract.shape));
    expect(tooling.safeParse(Object.fromEntries(others)).error).toBeUndefined();
  },
);

test("the public address that mails link to ends without a slash", () => {
  expect(environmentOf.get("notify-shard")?.PUBLIC_URL).toMatch(/^https:\/\/[^/]+$/);
});
