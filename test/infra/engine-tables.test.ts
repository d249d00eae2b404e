import { expect, test } from "vitest";
import * as z from "zod";
import { tableKeys } from "../support/engines.ts";
import { rouseTemplate } from "./rouse-template.ts";

const tableSchema = z.object({ KeySchema: z.array(z.object({ AttributeName: z.string() })) });

test("contract tests use tables with the keys of the template's tables", async () => {
  const stack = await rouseTemplate();
  const keys = [...stack.ofType("AWS::DynamoDB::Table"), ...stack.ofType("AWS::DynamoDB::GlobalTable")].map(
    ({ Properties }) => tableSchema.parse(Properties).KeySchema.map(({ AttributeName }) => AttributeName),
  );
  const sorted = (lists: readonly (readonly string[])[]) => lists.map((list) => list.join(" ")).sort();
  expect(sorted(keys)).toEqual(sorted(Object.values(tableKeys)));
});
