import { describe, expect, it } from "vitest";
import type { NamedOrder } from "../../../cli/import/group-rows.ts";
import { refundTimes, statesOf } from "../../../cli/rehearse/row-over-time.ts";

const [MADE, TOLD, BACK] = ["2026-01-05T10:00:00.000Z", "2026-02-01T10:00:00.000Z", "2026-03-01T10:00:00.000Z"];

const rowWith = (order: Partial<NamedOrder["order"]>, besides: Partial<NamedOrder> = {}): NamedOrder => ({
  line: 2,
  orderKey: "csv#1",
  profile: { firstName: "Ann", updatedAt: TOLD },
  order: {
    ...{ source: "csv", orderId: "1", orderedAt: MADE, updatedAt: TOLD, status: "paid", currency: "EUR" },
    ...{ totalMinor: 1000, discountMinor: 0, refunds: {}, test: false, cancelled: false, deleted: false, items: [] },
    ...order,
  },
  ...besides,
});

/** Each state's beginning, status and refunds. */
const told = (row: NamedOrder, place: "first" | "further" = "first") =>
  statesOf(row, place, "paid").map(({ from, row: state }) =>
    "order" in state ? [from, state.order.status, state.order.cancelled, state.order.refunds] : [],
  );

describe("statesOf", () => {
  it("knows an order from when it was made, and its refund from when the row was last changed", () => {
    expect(told(rowWith({ refunds: { csv: 400 } }))).toEqual([
      [MADE, "paid", false, {}],
      [TOLD, "paid", false, { csv: 400 }],
    ]);
  });

  it("takes an order for paid until it was refunded in full or cancelled, and for unpaid where it never was", () => {
    expect(told(rowWith({ status: "refunded" })).map(([, status]) => status)).toEqual(["paid", "refunded"]);
    expect(told(rowWith({ status: "cancelled", cancelled: true }))).toEqual([
      [MADE, "paid", false, {}],
      [TOLD, "cancelled", true, {}],
    ]);
    expect(told(rowWith({ status: "pending" })).map(([, status]) => status)).toEqual(["pending", "pending"]);
  });

  it("knows a refund that has a row of its own from when that was made, before the order's last change or after", () => {
    const row = rowWith(
      { refunds: { r1: 100, r2: 200 } },
      { refundedAt: { r1: "2026-01-20T00:00:00.000Z", r2: BACK } },
    );
    expect(told(row).map(([from, , , refunds]) => [from, refunds])).toEqual([
      [MADE, {}],
      ["2026-01-20T00:00:00.000Z", { r1: 100 }],
      [TOLD, { r1: 100 }],
      [BACK, { r1: 100, r2: 200 }],
    ]);
  });

  it("tells of everything with the order where the file has no other time", () => {
    expect(told(rowWith({ undated: true, updatedAt: MADE, refunds: { csv: 400 } }))).toEqual([
      [MADE, "paid", false, { csv: 400 }],
    ]);
  });

  it("knows a further row of an order from when it was told", () => {
    expect(told(rowWith({}), "further")).toEqual([[TOLD, "paid", false, {}]]);
  });

  it("hears an agreement when the row was last changed, and a refusal without a time from the beginning", () => {
    const consents = (row: NamedOrder) => statesOf(row, "first", "paid").map(({ row: state }) => state.consent?.state);
    const granted = { state: "granted", basis: "explicit", at: TOLD } as const;
    expect(consents(rowWith({}, { consent: granted }))).toEqual([undefined, "granted"]);
    const denied = { state: "denied", basis: "explicit", at: MADE } as const;
    expect(consents(rowWith({}, { consent: denied, refusalToldAt: BACK }))).toEqual(["denied", "denied"]);
  });

  it("ends with the row as it stands in the file", () => {
    const row = rowWith({ refunds: { csv: 400 }, cancelled: true });
    expect(statesOf(row, "first", "paid").at(-1)?.row).toBe(row);
  });
});

describe("refundTimes", () => {
  it("says whether the file tells when money went back", () => {
    expect(refundTimes(rowWith({}))).toBe("none");
    expect(refundTimes(rowWith({ refunds: { csv: 1 } }))).toBe("dated");
    expect(refundTimes(rowWith({ refunds: { csv: 1 }, undated: true }))).toBe("undated");
    expect(refundTimes(rowWith({ refunds: { r1: 1 }, undated: true }, { refundedAt: { r1: BACK } }))).toBe("dated");
    expect(refundTimes(rowWith({ cancelled: true, undated: true }))).toBe("undated");
  });
});
