import { describe, expect, it } from "vitest";
import * as z from "zod";
import { describeKept, whyNothingCounts } from "../../../cli/import/describe-import.ts";
import { explainError } from "../../../cli/terminal/explain-error.ts";
import { createProgress } from "../../../cli/terminal/progress.ts";
import { createTerminal } from "../../../cli/terminal/terminal.ts";
import { UsageError } from "../../../cli/terminal/usage-error.ts";

const sink = (isTTY: boolean) => {
  const written: string[] = [];
  return { written, isTTY, columns: 60, write: (text: string) => written.push(text) };
};

describe("explainError", () => {
  it.each(["ENOSPC", "EDQUOT", "EFBIG", "EMFILE", "EROFS", "EBUSY"])("says what to do about %s", (code) => {
    expect(explainError(Object.assign(new Error("write"), { code }), false)).toMatch(/^write\n.*[.]$/);
  });

  it("gives our own errors as they are, and no stack", () => {
    expect(explainError(new UsageError("Name a day."), false)).toBe("Name a day.");
  });

  it("names a file that is not there", () => {
    const error = Object.assign(new Error("ENOENT: no such file"), { code: "ENOENT", path: "a.csv" });
    expect(explainError(error, false)).toBe('There is no file or folder "a.csv".');
  });

  it("adds what to do where it is known, also inside an AggregateError", () => {
    const refused = Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" });
    expect(explainError(new AggregateError([refused]), false)).toContain("Start it with: rouse dev");
  });

  it("says of a folder where a file is needed what to do, and nothing of debugging", () => {
    const error = Object.assign(new Error("EISDIR: illegal operation on a directory, read"), { code: "EISDIR" });
    expect(explainError(error, false)).toBe(`${error.message}\nThat is a folder; name a file.`);
  });

  it("says how to see more of what it does not know", () => {
    expect(explainError(new TypeError("x is not a function"), false)).toContain("ROUSE_DEBUG=1");
    expect(explainError("thrown text", false)).toContain("unknown");
  });

  it("with debugging on shows the stack and every cause", () => {
    const error = new Error("outer", { cause: new Error("inner") });
    expect(explainError(error, true)).toMatch(/outer[\s\S]*\n\s+at [\s\S]*caused by: Error: inner/);
  });

  it("puts a shape that does not fit into lines by field", () => {
    const { error } = z.object({ port: z.number() }).safeParse({ port: "x" });
    expect(explainError(error, false)).toContain("at port");
  });
});

describe("progress", () => {
  it("redraws one line on a terminal, within its width", () => {
    const stream = sink(true);
    let ms = 0;
    const bar = createProgress(stream, "Reading", 200, { clockMs: () => ms });
    ms = 1000;
    bar.advance(100);
    bar.done();
    expect(stream.written.at(-3)).toBe(
      `\r\u001b[KReading ${"█".repeat(12)}${"░".repeat(12)} 100 of 200 (50%)`.slice(0, 62),
    );
    expect(stream.written.at(-2)).toBe("\r\u001b[KReading: 100");
    expect(stream.written.at(-1)).toBe("\n");
  });

  it("prints plain lines elsewhere, only now and then", () => {
    const stream = sink(false);
    let ms = 0;
    const bar = createProgress(stream, "Reading", 200, { clockMs: () => ms });
    for (let step = 0; step < 100; step++) {
      ms += 100;
      bar.advance();
    }
    bar.done("done");
    expect(stream.written).toEqual(["Reading: 50 of 200 (25%)\n", "Reading: 100 of 200 (50%)\n", "Reading: done\n"]);
  });
});

describe("what is said of imported orders", () => {
  const nothing = { rows: 12, rejected: 0, orders: 12, notCounted: {}, refusals: [] };
  const plain = {
    notCounted: {},
    statuses: {},
    repeated: 0,
    refundsUnknown: 0,
    furtherRows: 0,
    refundRows: 0,
    notes: [],
  };

  it("counts those that do not count by reason, the most frequent first, and those listed twice", () => {
    expect(
      describeKept({ ...plain, notCounted: { "zero-value": 2, "other-currency": 10 }, repeated: 3, refundsUnknown: 1 }),
    ).toEqual([
      "12 kept but not counted: other-currency 10, zero-value 2.",
      "3 repeated: of rows with the same order_id the newest counts.",
      "1 partially_refunded without an amount in refunded: counted in full.",
    ]);
    expect(describeKept(plain)).toEqual([]);
    expect(describeKept({ ...plain, statuses: { paid: { orders: 12, unpaid: 0 } } })).toEqual([]);
  });

  it("names every status that was found, and what to do about those that do not count", () => {
    const statuses = {
      complete: { orders: 1, unpaid: 1 },
      completed: { orders: 3, unpaid: 0 },
      refunded: { orders: 2, unpaid: 0 },
    };
    expect(describeKept({ ...plain, statuses })).toEqual([
      "Statuses counted: completed 3, refunded 2; found, not counted: complete 1. If one of these means paid, name it in orders.countedStatuses of the settings.",
    ]);
  });

  it("has nothing to say of words that no shop means paid by", () => {
    const statuses = { paid: { orders: 3, unpaid: 0 }, cancelled: { orders: 1, unpaid: 1 } };
    expect(describeKept({ ...plain, statuses })).toEqual([
      "Statuses counted: paid 3; found, not counted: cancelled 1.",
    ]);
  });

  it("says how rows became orders", () => {
    expect(describeKept({ ...plain, furtherRows: 2, refundRows: 1, itemAmounts: "summed" })).toEqual([
      "2 rows taken as further items of the order above them.",
      "Amounts were summed over the rows of each order.",
      "1 row of refunds subtracted from their orders.",
    ]);
    expect(describeKept({ ...plain, furtherRows: 2, itemAmounts: "once" })).toContain(
      "Amounts were taken once for each order, not summed.",
    );
  });

  it("says of refunds which were told twice, and which may have been", () => {
    const notes = [{ about: "refunds-alike", reason: "the same", count: 1_200, lines: [4, 5, 6, 7, 8, 9] }];
    expect(describeKept({ ...plain, notes })).toEqual(["1,200 rows of refunds the same (lines 4, 5, 6, 7, 8, …)."]);
  });

  it("says why nothing counts, and nothing while an order does", () => {
    const why = (result: object) => whyNothingCounts("a.csv", { ...nothing, ...result }, "a.rejects.csv", "USD");
    expect(why({})).toBeUndefined();
    expect(why({ notCounted: { unpaid: 11 } })).toBeUndefined();
    expect(why({ rows: 0, orders: 0 })).toBe("There are no orders in a.csv.");
    expect(why({ rejected: 12, orders: 0 })).toContain("a.rejects.csv");
    const refusals = ["a", "b", "c", "d"].map((reason, at) => ({
      about: reason,
      reason,
      count: 2,
      lines: [at, at + 4],
    }));
    expect(why({ rejected: 12, orders: 0, refusals })).toBe(
      "No order of a.csv can be read: all 12 rows were rejected, see a.rejects.csv.\n  2 rows: a (lines 0, 4)\n  2 rows: b (lines 1, 5)\n  2 rows: c (lines 2, 6)",
    );
    expect(why({ notCounted: { "other-currency": 10, unpaid: 2 } })).toMatch(
      /other-currency 10, unpaid 2\.\n.*USD.*--currency/,
    );
    expect(why({ notCounted: { unpaid: 12 } })).not.toContain("--currency");
  });
});

describe("the unit of a progress", () => {
  it("stands behind the numbers, never alone", () => {
    const stream = sink(false);
    let ms = 0;
    const bar = createProgress(stream, "Reading orders.csv", 3_400, { clockMs: () => ms, unit: "KiB" });
    ms = 6_000;
    bar.advance(1_700);
    bar.done("12 rows");
    expect(stream.written).toEqual(["Reading orders.csv: 1,700 of 3,400 KiB (50%)\n", "Reading orders.csv: 12 rows\n"]);
  });
});

describe("the terminal", () => {
  const outcome = { ok: true, json: { rows: 1 }, prose: ["One row."] };

  it("answers with prose, or with JSON alone on stdout", () => {
    const [plain, json, aside] = [sink(false), sink(false), sink(false)];
    createTerminal(false, plain, aside).answer(outcome);
    const machine = createTerminal(true, json, aside);
    machine.say("on the way");
    machine.answer(outcome);
    expect(plain.written.join("")).toBe("One row.\n");
    expect(JSON.parse(json.written.join(""))).toEqual({ rows: 1 });
    expect(aside.written).toEqual(["on the way\n"]);
  });
});
