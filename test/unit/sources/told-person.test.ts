import { expect, it } from "vitest";
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
