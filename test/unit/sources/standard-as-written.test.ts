import { describe, expect, it } from "vitest";
import { PoisonError } from "../../../shared/model/errors.ts";
import type { Intent } from "../../../shared/sources/intent.ts";
import { readIntent } from "../../../shared/sources/read-intent.ts";
import { standardEvent } from "../../support/bodies.ts";
import { settings } from "../../support/recording-deps.ts";

const receivedAt = "2026-11-20T12:00:00.000Z";
const read = (body: unknown): Intent =>
  readIntent(
    { source: "standard", topic: "order-event", receivedAt, body: Buffer.from(JSON.stringify(body)) },
    settings(),
  );
const order = (more: Record<string, unknown>) => read(standardEvent(more));
const parked = (body: unknown): string => {
  try {
    return `read: ${read(body).kind}`;
  } catch (error) {
    if (!(error instanceof PoisonError)) throw error;
    return `${error.reason}: ${error.message}`;
  }
};
const refusedAt = (at: unknown) => ({
  type: "customer.updated",
  updatedAt: "2026-11-19T10:00:00Z",
  customer: { id: "77", marketingConsent: { state: "denied", at } },
});

describe("a time in a body of our own format", () => {
  it.each([
    ["as Python and PHP write it", "2026-11-15T10:00:00+00:00", "2026-11-15T10:00:00.000Z"],
    ["with an offset", "2026-11-15T10:00:00+02:00", "2026-11-15T08:00:00.000Z"],
    ["with an offset of half an hour", "2026-11-15T10:00:00.5-03:30", "2026-11-15T13:30:00.500Z"],
    ["with an offset without a colon", "2026-11-15T10:00:00+0200", "2026-11-15T08:00:00.000Z"],
    ["as Postgres writes it", "2026-11-15 10:00:00.123456+02", "2026-11-15T08:00:00.123Z"],
    ["as Ruby writes it", "2026-11-15 10:00:00 +0200", "2026-11-15T08:00:00.000Z"],
    ["as Ruby writes it in UTC", "2026-11-15 10:00:00 UTC", "2026-11-15T10:00:00.000Z"],
    ["without seconds", "2026-11-15T10:00Z", "2026-11-15T10:00:00.000Z"],
    ["in small letters, with blanks", " 2026-11-15t10:00:00z ", "2026-11-15T10:00:00.000Z"],
  ])("is understood %s", (_how, written, orderedAt) => {
    expect(order({ orderedAt: written })).toMatchObject({ facts: { orderedAt } });
    expect(read(refusedAt(written))).toMatchObject({ person: { consent: { state: "denied", at: orderedAt } } });
    expect(read({ type: "order.deleted", order: { id: "1", deletedAt: written } })).toMatchObject({ at: orderedAt });
  });

  it.each([
    ["without an offset", "2026-11-15T10:00:00"],
    ["of a day that is none", "2026-02-31T10:00:00Z"],
    ["in words", "yesterday"],
    ["as a number", 1763200000],
    ["without a time of day", "2026-11-15"],
  ])("waits for the operator %s, and the answer says what it must look like", (_how, written) => {
    const looksLike = "is no time with its offset, such as 2026-11-20T09:30:00Z or 2026-11-20T10:30:00+01:00";
    expect(parked(standardEvent({ orderedAt: written }))).toBe(`bad-time: order.orderedAt ${looksLike}`);
    expect(parked(refusedAt(written))).toBe(`bad-time: customer.marketingConsent.at ${looksLike}`);
  });

  it("that is none of ours costs nothing", () => {
    expect(order({ shipping: { at: "soon" } })).toMatchObject({ kind: "order" });
  });
});

describe("words and ids of our own format", () => {
  it("are taken without blanks and signs that nobody sees, and the currency in small letters", () => {
    const written = { id: " A-1\u200b", status: " PAID ", currency: " usd ", refunds: { " R-1": 100 } };
    expect(order({ ...written, customer: { id: "\u2060 77\u00a0", email: "cy@example.com" } })).toMatchObject({
      person: { customerId: "77" },
      facts: { orderId: "A-1", status: "paid", currency: "USD", refunds: { "R-1": 100 } },
    });
    const refund = { type: "order.refunded", order: { id: "A-1 " }, refund: { id: " R-1", amountMinor: 100 } };
    expect(read(refund)).toMatchObject({ orderId: "A-1", refundId: "R-1" });
    const deletion = { type: " order.deleted", order: { id: "\ufeffA-1", deletedAt: "2026-11-15T10:00Z" } };
    expect(read(deletion)).toMatchObject({ orderId: "A-1" });
  });

  it("know a state as WooCommerce's tables have it", () => {
    expect(order({ status: "wc-Completed" })).toMatchObject({ facts: { status: "completed" } });
  });

  it("name the currency that is none", () => {
    expect(parked(standardEvent({ currency: "€" }))).toMatch(/^unknown-currency: .*such as EUR/);
  });

  it("wait for the operator where two refunds have one id and other amounts", () => {
    expect(parked(standardEvent({ refunds: { "R-1": 100, " R-1": 200 } }))).toMatch(/^bad-refund-id: /);
    expect(order({ refunds: { "R-1": 100, " R-1": 100 } })).toMatchObject({ facts: { refunds: { "R-1": 100 } } });
  });

  it.each(["0\u200b", " 0 ", "\u200b", "", null, false])("name nobody by the id %j", (id) => {
    expect(order({ customer: { id, email: "cy@example.com" } })).not.toHaveProperty("person.customerId");
  });

  it("have the name of a source in a name of ours in small letters", () => {
    expect(order({ customer: { id: "Shopify:77" } })).toMatchObject({ person: { customerId: "shopify:77" } });
    expect(order({ customer: { id: "Team:77" } })).toMatchObject({ person: { customerId: "Team:77" } });
  });

  it("make no order's id of blanks", () => {
    expect(parked(standardEvent({ id: " \u200b" }))).toMatch(/^wrong-shape: .*order\.id/);
  });
});

describe("a customer of whom all is null", () => {
  it("is left out: the order stays with its buyer", () => {
    const left = order({ customer: { id: null, email: null, channels: [], marketingConsent: null } });
    expect(left).toMatchObject({ mayOmit: ["buyer", "locale", "country"] });
    expect(left).toEqual(order({ customer: null }));
    expect(order({ customer: {} })).not.toHaveProperty("mayOmit");
    expect(order({ customer: { id: "", email: "" } })).not.toHaveProperty("mayOmit");
  });

  it("is none whose refusal stands beside", () => {
    const body = {
      ...standardEvent({ customer: { id: null, email: null } }),
      marketingConsent: { state: "denied", at: "2026-11-19T10:00:00Z" },
    };
    expect(read(body)).toMatchObject({ person: { consent: { state: "denied" } } });
  });
});

describe("what went back, under another name than ours", () => {
  it.each([
    { refundedMinor: 1000 },
    { refund_total: 1000 },
    { amount_refunded: "10.00" },
    { refundStatus: "partial" },
    { refundedAt: "2026-11-19T10:00:00Z" },
    { totals: { refunded: 1000 } },
    { payments: [{ id: 1, refunds: [{ amount: 5 }] }] },
    { items: [{ quantity: 1, refundedMinor: 500 }] },
    { items: [{ quantity: 2, returnedQuantity: 1 }] },
    { returns: [{ id: "RET-1" }] },
    { chargeback_amount: 100 },
    { charge_backs: [{ id: 1 }] },
    { creditNotes: [{ total: 100 }] },
    { reimbursed: 5 },
    { 退款金额: 100 },
    { rueckerstattung: 100 },
    { montantRembourse: "12,00" },
    { reembolso: 5 },
    { rimborso: 5 },
    { amount_credited: 500 },
    { payment_reversed: true },
    { refunded_to_card: 500 },
    { refunded_to_customer: 500 },
    { refund_accepted: true },
    { tax_refunded: 100 },
    { rückzahlung: "12,00" },
    { 已退款: "12.00" },
    { 退款状态: "未全额退款" },
    { refund_status: "not fully refunded" },
    { rueckerstattung: "teilweise" },
    { erstattet: "ja" },
    { pfand_rueckgabe: 25 },
    { deposit_refund: "2.50" },
  ])("waits for the operator: %j", (more) => {
    expect(parked(standardEvent(more))).toMatch(/^wrong-shape: .*a refund may be meant in order\.\S.*refunds/);
  });

  it("is named as far as its keys are ordinary words, and by nothing that stands in it", () => {
    const named = (more: object) => /meant in (.*?): tell/.exec(parked(standardEvent({ ...more })))?.[1];
    expect(named({ totals: { refunded: 1000 } })).toBe("order.totals.refunded");
    expect(named({ items: [{ quantity: 1, refundedMinor: 500 }] })).toBe("order.items.0.refundedMinor");
    expect(named({ payments: [{ id: 1, refunds: [{ amount: 5 }] }] })).toBe("order.payments.0.refunds");
    expect(named({ "refund for ann@mail.example": 5 })).toBe("order");
    expect(named({ notes: { "+491701234567": { refunded: 5 } } })).toBe("order.notes");
  });

  it.each([
    ["who insures it", { refund_protection: true, refund_guarantee: "30 days", chargeback_protection: true }],
    ["what it costs", { refund_fee: 300, return_fees: 5, refundCost: 100, rückgabegebühr: 5 }],
    ["how likely it is", { chargeback_risk: "low", refund_score: 0.4, chargebackRate: 0.01 }],
    ["points and taxes", { points_credited: 50, tax_credited: 100, reversed_vat: true, loyaltyPointsReversed: 5 }],
    ["a customer's history", { customer_returns: 1, previous_refunds: 2, buyer_chargebacks: 1 }],
    ["to whom", { credited_to: "Ann", refunds_handled_by: "Bob" }],
    ["until when", { rückgabefrist: "30", refund_deadline: "2026-12-20", delai_remboursement: 14, 退款期限: 30 }],
    ["until which day", { rueckgabe_bis: "2026-12-20", rueckgabe_tage: 14, remboursement_jusqu_au: "2026-12-20" }],
    [
      "by which right",
      { rueckgaberecht: "14 Tage", droit_remboursement: "14 jours", 退货权: "7天", return_rights: "14" },
    ],
    ["where to", { refund_iban: "DE89370400440532013000", returns_center: "Kiel 2", 退货地址: "上海" }],
    ["under which rules", { 退货政策: "七天", returns_accepted: true, free_returns: true, 返品可能: true }],
  ])("is not %s", (_what, more) => {
    expect(parked(standardEvent(more))).toBe("read: order");
  });

  it.each([
    { refundedMinor: 0 },
    { refunded: false, refund_total: "0.00", amountRefunded: null, refundList: [], refundData: {} },
    { refundStatus: "none" },
    { refundStatus: "not_refunded", refundedAt: "" },
    ...["not applicable", "not requested", "none requested", "no refund", "not yet refunded", "nein", "keine"].map(
      (none) => ({ refund_status: none }),
    ),
    ...["refund: none", "Refunded: no", "refund not issued", "refund requested, not yet issued", "refund pending"].map(
      (none) => ({ refund_status: none }),
    ),
    ...["refund due, not refunded", "returned, not refunded", "not refunded, not returned", "no money back"].map(
      (none) => ({ refund_status: none }),
    ),
    ...["Rückerstattung noch nicht erfolgt", "retourniert, nicht erstattet", "remboursement non effectué"].map(
      (none) => ({ refund_status: none }),
    ),
    ...["not charged back", "unrefunded", "unprocessed refund", "reembolso no solicitado", "n/a"].map((none) => ({
      refund_status: none,
    })),
    { refunded: 0 },
    { refunded: "0.00" },
    { refunded: "no" },
    { chargeback_status: "no_chargeback" },
    { 退款状态: "无" },
    { 退款状态: "未退款" },
    { 退款状态: "无退款" },
    { 返品: "なし", 返金: "返金なし" },
    { 환불: "없음" },
    { remboursement: "non", remboursé: "aucun", rembourse: "non remboursé" },
    { erstattet: "nein", rückerstattung: "nicht erstattet", gutschrift: "keine" },
    { estado_devolucion: "ninguna", reembolsado: "no", reembolso: "no aplica" },
    { rimborso: "nessuno", rimborsato: "non rimborsato" },
    { estornado: "não", reembolso: "nenhum" },
    { terugbetaald: "nee", terugbetaling: "niet van toepassing" },
    { refundable: true, refundPolicy: "30 days", refundUrl: "https://x.example/r/1", refundDeadline: "2026-12-20" },
    { returnUrl: "https://x.example/1", returnWindowDays: 14, isReturnable: true, returningCustomer: true },
    { creditCard: "4242", storeCreditUsed: 5, paymentMethod: "credit" },
    { totals: { refunded: "0" }, items: [{ quantity: 1, refundedMinor: 0 }] },
    { refundedMinor: 1000, refunds: { "R-1": 1000 } },
    { refundedMinor: 2500, status: "refunded" },
    { refundedMinor: 2500, cancelled: true },
    { customer: { id: "77", refundedOrders: 4 } },
  ])("costs no order that has none, or tells it by our names: %j", (more) => {
    expect(parked(standardEvent(more))).toBe("read: order");
  });
});

describe("a text that denies one thing beside money that went back", () => {
  it.each([
    "Refunded - not returned",
    "refunded not returned",
    "refund made, not returned",
    "money back, not returned",
    "not returned, refunded",
    "not returned refunded",
    "charged back - no refund",
    "chargeback, not refunded",
    "erstattet, nicht retourniert",
    "nicht retourniert, erstattet",
    "refunded, not requested",
    "refunded, never returned",
    "undelivered, refunded",
    "undelivered refunded",
    "refunded unreturned",
    "no, refunded",
    "no chargeback, refunded",
    "no, returned",
    "remboursé, pas demandé",
    "refund issued, not required",
  ])("has the order wait: %s", (refund_status) => {
    expect(parked(standardEvent({ refund_status }))).toMatch(/refund_status/);
  });
});

describe("a name that is nearly one of ours", () => {
  it("costs nothing with nothing under it, and waits for the operator otherwise", () => {
    expect(parked(standardEvent({ refunded: false, refund: null, tset: false }))).toBe("read: order");
    expect(parked(standardEvent({ refunded: true }))).toMatch(/probably misspelt: refunds/);
    const customer = { id: "77", marketingConsents: false };
    expect(parked(standardEvent({ customer }))).toMatch(/^wrong-shape: .*a refusal may be meant/);
  });
});

describe("an order that is partially refunded, and lists no refund", () => {
  it("is taken as it is, and the answer says so", () => {
    const remark = expect.stringContaining("order.refunded");
    expect(order({ status: "partially_refunded" })).toMatchObject({ facts: { refunds: {} }, remark });
    expect(order({ status: "partially_refunded", refunds: { "R-1": 5 } })).not.toHaveProperty("remark");
    expect(order({})).not.toHaveProperty("remark");
  });
});

describe("a refund by itself", () => {
  const refund = (currency: unknown) => ({
    type: "order.refunded",
    order: { id: "A-1" },
    refund: { id: "R-1", amountMinor: 100, currency },
  });
  it("may tell its currency, and waits for the operator in another than the shop's", () => {
    for (const currency of ["USD", "usd", null])
      expect(read(refund(currency))).toMatchObject({ kind: "refund", amountMinor: 100 });
    expect(parked(refund("EUR"))).toMatch(/^other-currency: /);
    expect(parked(refund("EUX"))).toMatch(/^unknown-currency: /);
  });
});
