import { expect, test } from "vitest";
import { reasonLines } from "../../../cli/demo/describe-demo.ts";
import { stopReasonSchema } from "../../../shared/model/message.ts";
import { stopWords } from "../../../shared/words/stop-words.ts";

test("the demo says of each reason that kept mail back what it means, in a line of its own", () => {
  expect(reasonLines([["nothing-to-follow", 110]])).toEqual([
    `  nothing-to-follow: ${stopWords["nothing-to-follow"].en}`,
  ]);
  const all = stopReasonSchema.options.map((reason) => [reason, 1] as const);
  expect(reasonLines(all)).toHaveLength(all.length);
  expect(reasonLines([["refused", 2]])[0]).toContain("the mail service refused");
});
