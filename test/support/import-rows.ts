import fc from "fast-check";
import { type ImportRow, isOrderRow, type OrderRow, sourceOfRow } from "../../cli/import/import-row.ts";
import { namesTold } from "../../shared/identity/names.ts";
import { consentsOf } from "../../shared/model/consent.ts";
import { holderOf } from "../../shared/model/holder.ts";
import {
  customerIdentity,
  emailIdentity,
  normaliseEmail,
  orderIdentity,
  orderKeyOf,
  phoneIdentity,
} from "../../shared/model/identity.ts";
import { namesOfHolder } from "../../shared/recording/evidence.ts";
import { nothingKnown } from "../../shared/recording/join-customer.ts";
import type { News } from "../../shared/recording/news.ts";
import { hash } from "./recording-deps.ts";

const secondOf = (second: number) => new Date(Date.UTC(2026, 0, 1, 12, 0, second)).toISOString();

/** A row of few customers, addresses and orders, so that rows collide; `second` is its update time. */
const orderRow = (second: number): fc.Arbitrary<OrderRow> =>
  fc
    .record({
      customerId: fc.option(fc.constantFrom("10", "9", "a:b"), { nil: undefined }),
      email: fc.option(
        fc.constantFrom("ann@example.com", "Ann@example.com", "bo@example.com", "info@example.com", "none@example.com"),
        { nil: undefined },
      ),
      firstName: fc.option(fc.constantFrom("Ann", "Bo", "Cy", "Di", "Eve"), { nil: undefined, freq: 3 }),
      orderId: fc.constantFrom("1", "2", "3"),
      totalMinor: fc.constantFrom(0, 1000, 2500),
      refundedMinor: fc.constantFrom(0, 400),
      birthday: fc.option(fc.constantFrom("--02-29", "1990-05-01"), { nil: undefined }),
      state: fc.option(fc.constantFrom("granted" as const, "denied" as const), { nil: undefined }),
      day: fc.nat(2),
      discountMinor: fc.constantFrom(0, 300),
      category: fc.constantFrom("Tea", "Pots", undefined),
    })
    .map(
      ({
        customerId,
        email,
        orderId,
        firstName,
        totalMinor,
        refundedMinor,
        birthday,
        state,
        day,
        discountMinor,
        category,
      }) => ({
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
          ...(firstName !== undefined && { firstName }),
          ...(birthday !== undefined && { birthday }),
        },
        ...(state !== undefined && { consent: { state, basis: "explicit", at: secondOf(second), source: "csv" } }),
      }),
    );

const PHONE = "+4915112345678";

/** The same of somebody alone; who has neither id nor address, has a number. */
const customerRow = (second: number): fc.Arbitrary<ImportRow> =>
  fc.tuple(orderRow(second), fc.boolean()).map(([{ order: _order, ...row }, isDated]) => {
    const isNamed = row.customerId !== undefined || row.email !== undefined;
    return {
      ...row,
      source: "csv" as const,
      ...(isDated && { saidAt: secondOf(second) }),
      profile: { ...row.profile, ...(!isNamed && { phone: PHONE }) },
    };
  });

const importRow = (second: number): fc.Arbitrary<ImportRow> =>
  fc.oneof({ weight: 3, arbitrary: orderRow(second) }, { weight: 1, arbitrary: customerRow(second) });

/** Rows of one file, no two with the same update time. */
export const importRows = fc
  .uniqueArray(fc.nat(40), { minLength: 1, maxLength: 9 })
  .chain((seconds) => fc.tuple(...seconds.map(importRow)));

/** What a row tells, as recording takes it from a webhook: the plain way to import. */
export const newsOfRow = (row: ImportRow): News => {
  const address = normaliseEmail(row.email);
  const account = row.customerId === undefined ? undefined : customerIdentity("csv", row.customerId);
  const email = address === undefined ? undefined : emailIdentity(hash(address));
  const phone =
    account ?? email ?? (row.profile.phone === undefined ? undefined : phoneIdentity(hash(row.profile.phone)));
  const holder = holderOf({ account, email, phone });
  // Whose a number is that only said no, nobody knows: it is not kept in clear.
  const isNumberAlone = phone?.startsWith("phone:") === true && !isOrderRow(row) && row.consent?.state === "denied";
  const orderKey = isOrderRow(row) ? orderKeyOf("csv", row.order.orderId) : undefined;
  const knowledge = {
    ...nothingKnown,
    profile: isNumberAlone ? {} : row.profile,
    consents: consentsOf(row.consent, address === undefined ? undefined : hash(address)),
  };
  return {
    names: [...(holder === undefined ? [] : namesOfHolder(holder)), ...(orderKey ? [orderIdentity(orderKey)] : [])],
    tellings:
      holder === undefined
        ? []
        : [
            {
              holder,
              names: namesTold(row.profile.firstName, undefined, hash),
              own: orderKey === undefined && account !== undefined && email !== undefined,
              ...(orderKey === undefined && { alone: knowledge }),
              phones: phone?.startsWith("phone:") ? [phone] : [],
              source: sourceOfRow(row),
              knowledge,
            },
          ],
    ...(isOrderRow(row) && orderKey && { orders: [{ orderKey, holder, news: { facts: row.order } }] }),
  };
};
