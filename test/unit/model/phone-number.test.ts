import { describe, expect, it } from "vitest";
import { normalisePhone, normaliseRefusedPhone } from "../../../shared/model/identity.ts";
import { surelyHasCountry } from "../../../shared/model/phone-country.ts";
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
  ["with the apostrophe of a spreadsheet", "'+49 170 1000001"],
  ["with a comma behind it", "+49 170 1000001,"],
  ["in quotes", "„+49 170 1000001“"],
  ["with middle dots", "+49·170·1000001"],
  ["copied with a variant of a sign", "+49 170 1000001\ufe0f"],
  ["of an account at WhatsApp", "wa:+49 170 1000001"],
  ["with dashes that are no hyphens", "+49\u2011170\u20131000001"],
];

describe("normalisePhone", () => {
  it.each(spellings)("knows a number %s", (_how, written) => expect(normalisePhone(written)).toBe(number));

  it.each(["+49 170 1000001¹", "⁺49 170 1000001", "+49 170 100000①"])(
    "makes no figure of a sign that is none: %s",
    (text) => expect(normalisePhone(text)).toBeUndefined(),
  );

  it.each([
    ["+39 06 1234567", "+39061234567"],
    ["+39 (06) 1234567", "+39061234567"],
    ["+39 (0)6 1234567", "+39061234567"],
    ["+225 01 23 45 67 89", "+2250123456789"],
  ])("leaves %s the nought that numbers of its country begin with", (written, expected) =>
    expect(normalisePhone(written)).toBe(expected),
  );

  it.each([
    ["+36 (06) 20 123 4567", "+36201234567"],
    ["+36 (0620) 123 4567", "+36201234567"],
    ["+36 (06-1) 234 5678", "+3612345678"],
    ["+36 (0) 20 123 4567", "+36201234567"],
    ["+370 (8) 612 34567", "+37061234567"],
    ["+370 (8612) 34567", "+37061234567"],
    ["+370 (0) 612 34567", "+37061234567"],
    ["+370 (800) 12345", "+37080012345"],
    ["+7 (8) 912 345-67-89", "+79123456789"],
    ["+7 (8912) 345-67-89", "+79123456789"],
    ["+7 (812) 123-45-67", "+78121234567"],
    ["+7 (8442) 12-34-56", "+78442123456"],
    ["+375 (8029) 123-45-67", "+375291234567"],
    ["+375 (8-029) 123-45-67", "+375291234567"],
    ["+375 (80) 29 123-45-67", "+375291234567"],
    ["+375 (029) 123-45-67", "+375291234567"],
    ["+38 (044) 123 45 67", "+380441234567"],
    ["+380 (44) 123 45 67", "+380441234567"],
    ["+380 (8044) 123 45 67", "+380441234567"],
    ["+998 (8) 90 123 45 67", "+998901234567"],
    ["+52 (01) 55 1234 5678", "+525512345678"],
    ["+52 (044) 55 1234 5678", "+525512345678"],
    ["+52 (1) 55 1234 5678", "+525512345678"],
    ["+52 1 55 1234 5678", "+525512345678"],
    ["+55 (0)31 98888 7777", "+5531988887777"],
    ["+55 (031) 8888 7777", "+5531988887777"],
    ["+55 31 3333 4444", "+553133334444"],
    ["+54 11 15 1234 5678", "+5491112345678"],
    ["+54 (011) 15 1234 5678", "+5491112345678"],
    ["+54 9 11 15 1234 5678", "+5491112345678"],
    ["+54 351 15 123 4567", "+5493511234567"],
    ["+54 2966 15 123456", "+5492966123456"],
    ["+54 11 1512 3456", "+541115123456"],
    ["+54 9 11 1234 5678", "+5491112345678"],
    ["+1 (800) 555-0143", "+18005550143"],
    ["+39 (0)347 1234567", "+393471234567"],
    ["+39 0347 1234567", "+393471234567"],
    ["+39 347 1234567", "+393471234567"],
    ["+39 (0)6 698 12345", "+390669812345"],
    ["+39 (0)331 123456", "+390331123456"],
    ["+39 030 1234567", "+390301234567"],
    ["+44 (20) 7946 0018", "+442079460018"],
  ])("reads %s as %s", (written, expected) => {
    expect(normalisePhone(written)).toBe(expected);
    expect(normalisePhone(expected)).toBe(expected);
  });

  it.each([
    ["with another country's prefix, and no brackets", "+7 8 912 345 67 89"],
    ["with 06 of Hungary, and no brackets", "+36 06 20 123 4567"],
    ["with 06 of Hungary, and too few figures", "+36 (06) 20 123"],
    ["as a link to WhatsApp has it, without its plus", "https://wa.me/491701000001"],
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
  it.each([
    ...spellings,
    ["without the plus", "491701000001"],
    ["without the plus, as people write it", "49 (0)170 1000001"],
    ["as an account", "491701000001@c.us"],
    ["as an account of another program", "491701000001@s.whatsapp.net"],
    ["as an account with its device", "491701000001:12@s.whatsapp.net"],
    ["as a link to a chat", "https://wa.me/491701000001"],
    ["as a link to a chat, with a text", "wa.me/+491701000001?text=stop"],
    ["as a link to send", "https://api.whatsapp.com/send?text=a&phone=%2B491701000001&type=phone_number"],
    ["as a link of the app", "whatsapp://send?phone=491701000001"],
    ["as an account's name", "wa:491701000001"],
    ["so, at WhatsApp", "whatsapp:491701000001"],
  ])("hears a number %s", (_how, written) => expect(normaliseRefusedPhone(written)).toBe(number));

  it.each([
    "0170 1000001",
    "49 0170 1000001",
    "120363041234567890@g.us",
    "123456789012345@lid",
    "1@c.us",
    "1234567",
    "4917010000011234",
    "49170100000x",
  ])("hears none in %s", (written) => expect(normaliseRefusedPhone(written)).toBeUndefined());
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

  it("finds an address with an apostrophe in it, and one in apostrophes", () => {
    const named = (text: string) => identitiesIn(JSON.stringify({ note: text }), undefined, hash);
    expect(named("by o'brien@x.example, twice")).toContain(`email:${hash("o'brien@x.example")}`);
    expect(named("by 'ann@x.example'")).toContain(`email:${hash("ann@x.example")}`);
  });
});

describe("surelyHasCountry", () => {
  it.each([
    ...[
      "491701000001",
      "12125550100",
      "34612345678",
      "919876543210",
      "4915112345678",
      "6591234567@c.us",
      "0049170100000",
    ],
    ...["+1 212 555 0100", "whatsapp:491701000001", "https://wa.me/4520123456", "491701000001:12@s.whatsapp.net"],
  ])("is told of %s, as senders have it", (written) => expect(surelyHasCountry(written, "sms")).toBe(true));

  it.each([
    ...["212-555-0100", "2125550100", "98765 43210", "612 345 678", "601 234 567", "20 12 34 56", "991 23 456"],
    ...[
      "8 (495) 123-45-67",
      "89161234567",
      "11987654321",
      "49 170 1000001",
      "tel:2125550100",
      "13800138000",
      "21987654321",
      "1012345678",
    ],
  ])("is not told of %s, as people write it", (written) => expect(surelyHasCountry(written, "sms")).toBe(false));

  it.each([
    ["China", "13812345678", "+1 381 234 5678"],
    ["China", "15012345678", "+1 501 234 5678"],
    ["China", "15112345678", "+1 511 234 5678"],
    ["China", "18612345678", "+1 861 234 5678"],
    ["China", "19912345678", "+1 991 234 5678"],
    ["Germany", "15123456789", "+1 512 345 6789"],
    ["Germany", "17623456789", "+1 762 345 6789"],
    ["Brazil", "31912345678", "the Netherlands"],
    ["Brazil", "51987654321", "Peru"],
    ["Brazil", "66912345678", "Thailand"],
    ["Brazil", "84912345678", "Vietnam"],
    ["Brazil", "95912345678", "Myanmar"],
    ["Brazil", "79912345678", "Russia"],
    ["Brazil", "34912345678", "Spain"],
    ["Brazil", "11987654321", "no country"],
    ["Brazil", "47991234567", "Norway"],
    ["Indonesia", "81234567890", "Japan"],
    ["Indonesia", "85291234567", "Hong Kong"],
    ["Indonesia", "85512345678", "Cambodia"],
    ["Indonesia", "82212345678", "Korea"],
    ["Indonesia", "821012345678", "Korea"],
    ["Russia", "84951234567", "Vietnam"],
    ["Russia", "84732123456", "Vietnam"],
    ["Russia", "88622123456", "Taiwan"],
    ["Russia", "89161234567", "no country"],
    ["Russia", "9161234567", "India"],
    ["Argentina", "91112345678", "India"],
    ["Argentina", "93511234567", "Afghanistan"],
    ["Argentina", "351151234567", "Portugal"],
    ["Argentina", "111512345678", "no country"],
    ["Japan", "9012345678", "Turkey"],
    ["Nigeria", "8031234567", "no country"],
    ["Mexico", "5512345678", "Brazil"],
    ["India", "9876543210", "Iran"],
    ["Germany", "1701234567", "no country"],
  ])("is not told of what may be dialled so inside %s: %s, and read of %s", (_inside, figures) => {
    for (const text of [figures, `tel:${figures}`, ` ${figures}, `]) expect(surelyHasCountry(text, "sms")).toBe(false);
    for (const text of [`+${figures}`, `00${figures}`, `https://wa.me/${figures}`, `${figures}@c.us`])
      expect(surelyHasCountry(text, "sms")).toBe(true);
  });

  it.each([
    ["China", "8613812345678"],
    ["Brazil", "5531912345678"],
    ["Brazil, a landline", "553133334444"],
    ["Germany", "4915112345678"],
    ["Germany, of ten figures", "491701234567"],
    ["Indonesia", "6281234567890"],
    ["Russia", "79161234567"],
    ["Argentina", "5491112345678"],
    ["India", "919876543210"],
    ["Japan", "819012345678"],
    ["Nigeria", "2348031234567"],
    ["Mexico", "525512345678"],
    ["Peru's neighbour", "573001234567"],
    ["Thailand", "66812345678"],
    ["Vietnam", "84312345678"],
    ["Great Britain", "447911123456"],
    ["France", "33612345678"],
    ["Spain", "34612345678"],
    ["the Netherlands", "31612345678"],
    ["Poland", "48601234567"],
    ["Portugal", "351912345678"],
    ["Hong Kong's neighbour", "886912345678"],
    ["New York", "12125550100"],
  ])("is told of a number of %s: %s", (_country, figures) => expect(surelyHasCountry(figures, "sms")).toBe(true));

  it("is told of what an account of WhatsApp is, whatever else it may be", () => {
    for (const written of ["13105550100", "51987654321", "66912345678", "84912345678", "85291234567"])
      expect([surelyHasCountry(written, "whatsapp"), surelyHasCountry(written, "sms")]).toEqual([true, false]);
  });

  it("is told of an account of WhatsApp in a country of few figures", () => {
    for (const written of ["4520123456", "6591234567", "3546123456"])
      expect([surelyHasCountry(written, "whatsapp"), surelyHasCountry(written, "sms")]).toEqual([true, false]);
    expect(surelyHasCountry("2125550100", "whatsapp")).toBe(false);
  });
});
