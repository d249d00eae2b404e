import { describe, expect, it } from "vitest";
import { failedOf } from "../../../../infra/local/queues/queue-poller.ts";

const batch = [{ MessageId: "a" }, { MessageId: "b" }];
const answered = (payload: unknown) => ({ ok: true, payload: JSON.stringify(payload) }) as const;
const names = (...ids: string[]) => ({ batchItemFailures: ids.map((itemIdentifier) => ({ itemIdentifier })) });

describe("failedOf", () => {
  it.each([
    ["nothing, for an empty list", names(), []],
    ["nothing, for null", null, []],
    ["nothing, for an answer without the list", {}, []],
    ["those that are named", names("b"), ["b"]],
    ["all, if one is named that is not in the batch", names("b", "c"), ["a", "b"]],
    ["all, if a name is empty", names(""), ["a", "b"]],
    ["all, if the list is no list", { batchItemFailures: "a" }, ["a", "b"]],
  ])("brings back %s", (_name, payload, expected) => {
    expect(failedOf(batch, answered(payload), true).map(({ MessageId }) => MessageId)).toEqual(expected);
  });

  it("brings back all when the function failed", () => {
    const error = { errorType: "Error", errorMessage: "", trace: [] };
    expect(failedOf(batch, { ok: false, error }, true)).toEqual(batch);
  });

  it("does not look at the answer of a function that reports no item failures", () => {
    expect(failedOf(batch, answered(names("a")), false)).toEqual([]);
  });
});
