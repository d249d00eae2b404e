import { expect, it } from "vitest";
import { isNobodysId } from "../../../shared/sources/not-given.ts";
import { unlessGuest } from "../../../shared/sources/told-person.ts";

it.each([undefined, "", "0", "00", "guest", "ann@example.com", "-1"])(
  "the account %j of an order is a guest's",
  (account) => {
    expect(unlessGuest(account)).toBeUndefined();
  },
);

it("any other is a customer's id, however long", () => {
  expect(unlessGuest("7")).toBe("7");
  expect(unlessGuest("90071992547409931")).toBe("90071992547409931");
});

it.each([
  "0",
  "00",
  "-1",
  "N/A",
  "#N/A",
  "null",
  "-",
  "unknown",
  "Guest",
  "guest customer",
  "walk-in",
  "invité",
  "散客",
])("nobody has the customer id %j", (id) => {
  expect(isNobodysId(id)).toBe(true);
});

it.each(["7", "10", "C0", "guest-77", "Nulliah", "0x1", "A-1"])("somebody may have the customer id %j", (id) => {
  expect(isNobodysId(id)).toBe(false);
});
