import { describe, expect, it } from "vitest";
import type { HistoryFormat } from "../../../shared/sources/history-format.ts";
import { historyFormats } from "../../../shared/sources/history-formats.ts";
import { ordersHistory } from "../../../shared/sources/orders-history.ts";
import { columnsOf, recogniseHistory } from "../../../shared/sources/recognise-history.ts";

describe.each(historyFormats.map((format) => [format.name, format] as const))("the format %s", (_, format) => {
  it("is known by its columns, whatever their order, case, blanks and underscores", () => {
    const header = columnsOf(format).toReversed();
    const written = header.map((name) => ` ${name.toUpperCase().replaceAll("_", " ")} `);
    expect(recogniseHistory(header, historyFormats)).toEqual({ format });
    expect(recogniseHistory(written, historyFormats)).toEqual({ format });
  });

  it("is known by the least that it needs", () => {
    const least = [...format.needed, ...format.oneOf.flatMap(([name]) => name ?? [])];
    expect(recogniseHistory(least, historyFormats)).toEqual({ format });
  });

  it("reads what an order, or a customer, cannot be without", () => {
    const { columns, currency, people } = format;
    if (format.row === "customer") {
      expect([columns.email, columns.order_id, columns.currency]).toEqual([expect.any(String), undefined, undefined]);
      return;
    }
    expect([columns.order_id, columns.ordered_at, columns.total]).not.toContain(undefined);
    expect(columns.currency !== undefined).toBe(currency === "column");
    expect(columns.email !== undefined).toBe(people === "addresses");
  });
});

describe("recogniseHistory", () => {
  it("says of a header of no format which is nearest, and what it lacks of that", () => {
    const header = ["Order ID", "Ordered at", "Currency", "Amount", "email"];
    expect(recogniseHistory(header, historyFormats)).toEqual({ nearest: ordersHistory, missing: ["total"] });
  });

  it("chooses of two formats that fit the one that knows more of the header", () => {
    const wider: HistoryFormat = { ...ordersHistory, name: "wider", needed: [...ordersHistory.needed, "till"] };
    const header = [...columnsOf(ordersHistory), "till"];
    expect(recogniseHistory(header, [wider, ordersHistory])).toEqual({ format: wider });
    expect(recogniseHistory(header, [ordersHistory, wider])).toEqual({ format: wider });
  });
});
