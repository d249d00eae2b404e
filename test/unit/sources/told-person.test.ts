import { expect, it } from "vitest";
import { isNobodysId } from "../../../shared/sources/not-given.ts";
import { toldPerson, unlessGuest } from "../../../shared/sources/told-person.ts";

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
  "0.0",
  "0,00",
  "-0",
  "-1.0",
  "००",
  "００",
  "٠",
  "0\ufe0f",
  "'0",
  '"0"',
  "(0)",
  "#0",
  "00000000-0000-0000-0000-000000000000",
  "{00000000-0000-0000-0000-000000000000}",
  "00000000000000000000000000000000",
  "FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF",
  "(none)",
  "[null]",
  "<NA>",
  "<null>",
  "(blank)",
  "NaT",
  "\\N",
  "{}",
  "[]",
  "[object Object]",
  "false",
  "GUEST_CUSTOMER",
  "guest-checkout",
  "Walk In",
  "walk–in",
  "NOT LOGGED IN",
  "Gastkunde",
  "Laufkunde",
  "consumidor final",
  "Público en general",
  "PUBLICO GENERAL",
  "cliente de paso",
  "client de passage",
  "Cliente balcão",
  "гость",
  "Розничный покупатель",
  "розничныи покупатель",
  "гість",
  "misafir",
  "ＧＵＥＳＴ",
  "ゲスト様",
  "散客。",
  "ضيف",
  "ลูกค้าทั่วไป",
  "Khách lẻ",
  "gość",
  "επισκέπτης",
  "#REF!",
  "#VALUE!",
  "#NAME?",
  "#DIV/0!",
  "#NULL!",
  "#NUM!",
  "#NV",
  "#BEZUG!",
  "#WERT!",
  "#¡REF!",
  "#¿NOMBRE?",
  "#N/D",
  "#ERROR!",
  "#SPILL!",
  "#GETTING_DATA",
  "Err:502",
  "########",
])("nobody has the customer id %j", (id) => {
  expect(isNobodysId(id)).toBe(true);
});

it.each([
  ...["7", "10", "C0", "guest-77", "Nulliah", "0x1", "A-1", "1.0", "0.5", "-10", "#7", "(7)", "Gastmann", "000-1"],
  ...["00000000-0000-0000-0000-000000000001", "deadbeef-0000-0000-0000-000000000000", "No7", "#A!7", "x".repeat(200)],
])("somebody may have the customer id %j", (id) => {
  expect(isNobodysId(id)).toBe(false);
});

it.each(["ann@example.com", "Ann <ann@example.com>", "stripe:x@y.example"])(
  "the id %j of whatever source is an address: it names nobody in a key, and is theirs where they have none",
  (customerId) => {
    const told = toldPerson("stripe", { customerId }, "2026-11-20T00:00:00.000Z");
    expect([told.customerId, told.emails]).toEqual([undefined, [customerId]]);
    const beside = toldPerson("stripe", { customerId, email: "bob@example.com" }, "2026-11-20T00:00:00.000Z");
    expect([beside.customerId, beside.emails]).toEqual([undefined, ["bob@example.com"]]);
  },
);

it("an id that is a number with its country is their number, and names nobody", () => {
  const told = toldPerson("stripe", { customerId: "+491701234567" }, "2026-11-20T00:00:00.000Z");
  expect([told.customerId, told.phones]).toEqual([undefined, ["+491701234567"]]);
});
