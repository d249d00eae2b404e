import { describe, expect, it } from "vitest";
import { normalisePhone, normaliseRefusedPhone } from "../../../shared/model/identity.ts";
import { identitiesIn } from "../../../shared/recording/identities-in-text.ts";
import { hash } from "../../support/recording-deps.ts";

const number = "+491701000001";
const spellings = [
  ["with blanks, dots, dashes and slashes", "+49 170/100.00-01"],
  ["with the nought that is dialled inside the country, in brackets", "+49 (0)170 1000001"],
  ["with that nought before the brackets' other figures", "+49 (0170) 1000001"],
  ["with that nought in square brackets", "+49 [0] 170 1000001"],
  ["with its country in brackets", "(+49) (0) 170 1000001"],
  ["with two noughts for the plus", "00491701000001"],
  ["with two noughts for the plus, and one in brackets", "0049 (0)170 1000001"],
  ["as a link", "tel:+49-170-1000001"],
  ["as senders name a WhatsApp account", "whatsapp:+491701000001"],
  ["in full-width figures", "＋４９１７０１０００００１"],
  ["in Arabic figures", "+٤٩١٧٠١٠٠٠٠٠١"],
  ["copied with marks of writing direction", "\u202d+49 170 1000001\u202c"],
  ["copied with others", "\u2066\u200e+49\u00a0170 1000001\u200f\u2069"],
  ["with dashes that are no hyphens", "+49\u2011170\u20131000001"],
];

describe("normalisePhone", () => {
  it.each(spellings)("knows a number %s", (_how, written) => expect(normalisePhone(written)).toBe(number));

  it.each([
    ["+39 06 1234567", "+39061234567"],
    ["+39 (06) 1234567", "+39061234567"],
    ["+39 (0)6 1234567", "+39061234567"],
    ["+225 01 23 45 67 89", "+2250123456789"],
  ])("leaves %s the nought that numbers of its country begin with", (written, expected) =>
    expect(normalisePhone(written)).toBe(expected),
  );

  it.each([
    ["without its country", "0170 1000001"],
    ["with its country and no plus", "491701000001"],
    ["with an extension", "+49 30 1000001 ext. 5"],
    ["with an extension of a link", "tel:+49-30-1000001;ext=5"],
    ["with an extension behind a sign", "+49 30 1000001#5"],
    ["with the nought that is dialled inside the country, and no brackets", "+49 0170 1000001"],
    ["with a nought in brackets where none is dialled", "+1 (0)202 5550143"],
    ["too short", "+49 170"],
    ["too long", "+49 170 1000001 000000"],
    ["of no figures", "tel:"],
  ])("knows none %s", (_how, written) => expect(normalisePhone(written)).toBeUndefined());
});

describe("normaliseRefusedPhone", () => {
  it.each([...spellings, ["without the plus", "491701000001"], ["so, at WhatsApp", "whatsapp:491701000001"]])(
    "hears a number %s",
    (_how, written) => expect(normaliseRefusedPhone(written)).toBe(number),
  );

  it.each(["0170 1000001", "49 0170 1000001", "1234567", "4917010000011234", "49170100000x"])(
    "hears none in %s",
    (written) => expect(normaliseRefusedPhone(written)).toBeUndefined(),
  );
});

describe("identitiesIn", () => {
  const phone = `phone:${hash(number)}`;

  it.each(spellings)("finds for an erasure a number %s, in a text and in JSON", (_how, written) => {
    expect(identitiesIn(`called ${written}, twice`, undefined, hash)).toContain(phone);
    expect(identitiesIn(JSON.stringify({ note: `from ${written}` }), "standard", hash)).toContain(phone);
  });

  it("finds a number without a plus where a number stands", () => {
    for (const written of ["491701000001", "whatsapp:491701000001"])
      expect(identitiesIn(JSON.stringify({ customer: { phone: written } }), "standard", hash)).toContain(phone);
  });
});
