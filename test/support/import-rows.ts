import fc from "fast-check";
import type { ImportRow } from "../../cli/import/import-row.ts";
import { consentsOf } from "../../shared/model/consent.ts";
import { customerIdentity, emailIdentity, normaliseEmail, orderKeyOf } from "../../shared/model/identity.ts";
import { nothingKnown } from "../../shared/recording/join-customer.ts";
import type { News } from "../../shared/recording/news.ts";
import { hash } from "./recording-world.ts";

const secondOf = (second: number) => new Date(Date.UTC(2026, 0, 1, 12, 0, second)).toISOString();

/** A row of few customers, addresses and orders, so that rows collide; `second` is its update time. */
const importRow = (second: number): fc.Arbitrary<ImportRow> =>
  fc
    .record({
      customerId: fc.option(fc.constantFrom("10", "9", "a:b"), { nil: undefined }),
      email: fc.option(fc.constantFrom("ann@example.com", "Ann@example.com", "bo@example.com"), { nil: undefined }),
      orderId: fc.constantFrom("1", "2", "3"),
      totalMinor: fc.constantFrom(0, 1000, 2500),
      refundedMinor: fc.constantFrom(0, 400),
      birthday: fc.option(fc.constantFrom("--02-29", "1990-05-01"), { nil: undefined }),
      state: fc.option(fc.constantFrom("granted" as const, "denied" as const), { nil: undefined }),
      day: fc.nat(2),
      discountMinor: fc.constantFrom(0, 300),
      category: fc.constantFrom("Tea", "Pots", undefined),
    })
    .filter(({ customerId, email }) => customerId !== undefined || email !== undefined)
    .map(
      ({ customerId, email, orderId, totalMinor, refundedMinor, birthday, state, day, discountMinor, category }) => ({
        line: second + 2,
        ...(customerId !== undefined && { customerId }),
        ...(email !== undefined && { email }),
        order: {
          source: "csv",
          orderId,
          orderedAt: new Date(Date.UTC(2025, 11, 1 + day, 12)).toISOString(),
          updatedAt: secondOf(second),
          status: "paid",
          currency: "USD",
          totalMinor,
          discountMinor,
          refunds: refundedMinor === 0 ? {} : { csv: refundedMinor },
          test: false,
          cancelled: false,
          deleted: false,
          items: category === undefined ? [] : [{ category, quantity: 1, totalMinor }],
        },
        profile: {
          updatedAt: secondOf(second),
          ...(email !== undefined && { email }),
          ...(birthday !== undefined && { birthday }),
        },
        ...(state !== undefined && { consent: { state, basis: "explicit", at: secondOf(second), source: "csv" } }),
      }),
    );

/** Rows of one file, no two with the same update time. */
export const importRows = fc
  .uniqueArray(fc.nat(40), { minLength: 1, maxLength: 9 })
  .chain((seconds) => fc.tuple(...seconds.map(importRow)));

/** What a row tells, as recording takes it from a webhook: the plain way to import. */
export const newsOfRow = (row: ImportRow): News => {
  const address = normaliseEmail(row.email);
  return {
    identities: [
      ...(row.customerId === undefined ? [] : [customerIdentity("csv", row.customerId)]),
      ...(address === undefined ? [] : [emailIdentity(hash(address))]),
    ],
    person: {
      ...nothingKnown,
      profile: row.profile,
      consents: consentsOf(row.consent, address === undefined ? undefined : hash(address)),
    },
    orders: [{ orderKey: orderKeyOf("csv", row.order.orderId), news: { facts: row.order } }],
  };
};
