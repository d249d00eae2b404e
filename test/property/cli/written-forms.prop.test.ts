import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readHistoryText } from "../../support/row-reader.ts";

type Order = { id: number; customer: number; month: number; day: number; cents: number; name: string };
type Form = {
  separator: string;
  decimal: "," | ".";
  thousands: "" | "." | "," | " " | "'";
  dates: "iso" | "day-first" | "month-first" | "dots";
  encoding: "utf8" | "utf16le" | "latin1";
  mark: boolean;
  end: string;
  quoted: boolean;
  turned: boolean;
};

const order: fc.Arbitrary<Order> = fc.record({
  id: fc.nat(1_000_000),
  customer: fc.nat(50),
  month: fc.integer({ min: 1, max: 10 }),
  day: fc.integer({ min: 1, max: 28 }),
  cents: fc.integer({ min: 1, max: 500_000_000 }),
  name: fc.constantFrom("Ann", "Jörg", "Zoë", "Weiß", "O'Neill"),
});
/** One that says by itself which mark is the decimal one, and which figure is the day. */
const telling: Order = { id: 2_000_000, customer: 1, month: 2, day: 28, cents: 123_456_789, name: "Müller" };
const orders = fc
  .uniqueArray(order, { selector: ({ id }) => id, minLength: 1, maxLength: 12 })
  .map((some) => [...some, telling]);
const form: fc.Arbitrary<Form> = fc
  .record({
    separator: fc.constantFrom(",", ";", "\t", "|"),
    decimal: fc.constantFrom(",", "."),
    thousands: fc.constantFrom("", ".", ",", " ", "'"),
    dates: fc.constantFrom("iso", "day-first", "month-first", "dots"),
    encoding: fc.constantFrom("utf8", "utf16le", "latin1"),
    mark: fc.boolean(),
    end: fc.constantFrom("\n", "\r\n", "\r"),
    quoted: fc.boolean(),
    turned: fc.boolean(),
  })
  .filter(({ decimal, thousands }) => decimal !== thousands);

const two = (number: number) => String(number).padStart(2, "0");
const dateIn = ({ month, day }: Order, dates: Form["dates"]): string => {
  if (dates === "iso") return `2026-${two(month)}-${two(day)}`;
  if (dates === "dots") return `${day}.${month}.2026`;
  return dates === "day-first" ? `${two(day)}/${two(month)}/2026` : `${month}/${day}/2026`;
};
const amountIn = ({ cents }: Order, { decimal, thousands }: Form): string => {
  const whole = String(Math.floor(cents / 100)).replaceAll(/(?<=\d)(?=(?:\d{3})+$)/g, thousands);
  return `${whole}${decimal}${two(cents % 100)}`;
};

/** The bytes of a file, its columns and rows in the given form. */
const written = (all: readonly Order[], how: Form): Buffer => {
  const { separator, encoding, mark, end, quoted, turned } = how;
  const cell = (text: string) => (quoted || text.includes(separator) ? `"${text}"` : text);
  const line = (cells: readonly string[]) => (turned ? cells.toReversed() : cells).map(cell).join(separator);
  const head = ["Order ID", "customer_id", "ORDERED AT", "Currency", "total", "first_name"];
  const rows = all.map((one) => [
    ...[String(one.id), `C${one.customer}`, dateIn(one, how.dates), "EUR", amountIn(one, how), one.name],
  ]);
  const start = mark && encoding !== "latin1" ? "\uFEFF" : "";
  return Buffer.from(start + [head, ...rows].map(line).join(end) + end, encoding);
};

const plain: Form = {
  ...{ separator: ",", decimal: ".", thousands: "", dates: "iso", encoding: "utf8", mark: false, end: "\n" },
  ...{ quoted: false, turned: false },
};

describe("a file of orders", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "rouse-test-"));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it("means the same however it is written, where one of its rows tells how", async () => {
    await fc.assert(
      fc.asyncProperty(orders, form, async (all, how) => {
        const expected = await readHistoryText(folder, written(all, plain));
        const found = await readHistoryText(folder, written(all, how));
        expect(found.orders).toEqual(expected.orders);
        expect(expected.orders.every((one) => "row" in one)).toBe(true);
      }),
      { seed: 9, numRuns: 150 },
    );
  });
});
