import { expect, test } from "vitest";
import { countPeople } from "../../../cli/rehearse/count-people.ts";

test("people are counted once, whichever address or id they have by then", () => {
  const people = countPeople();
  expect(people.count()).toBe(0);
  people.add({ customerId: "A", emailKey: "ann" });
  people.add({ customerId: "A", emailKey: "ann" });
  people.add({ customerId: "B", emailKey: "bob" });
  expect(people.count()).toBe(2);
  // Ann has another address, and Bob was a guest before: one order told who he is.
  people.add({ customerId: "A", emailKey: "ann's new one" });
  people.add({ customerId: "C", emailKey: "bob" });
  expect(people.count()).toBe(2);
  people.add({ customerId: "D", emailKey: "dan" });
  expect(people.count()).toBe(3);
});
