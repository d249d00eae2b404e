import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Doubts } from "../../../cli/import/doubts.ts";
import { withPlainId } from "../../../cli/import/told-id.ts";
import { normalisePhone } from "../../../shared/model/identity.ts";
import { bareAddress } from "../../../shared/model/written-address.ts";
import { noCells } from "../../../shared/sources/history-format.ts";
import { loginIn } from "../../../shared/sources/meant-by-id.ts";
import { isNobodysId } from "../../../shared/sources/not-given.ts";

/** An id of figures alone may be filled up with noughts, and is no number with its country. */
const FIGURES = /^[\d\s.-]+$/;

/** Pieces of ids, of what names nobody, of numbers with their country and of addresses. */
const piece = fc.constantFrom(
  ...[
    "C",
    "id",
    "guest",
    "none",
    "nan",
    "Err:",
    "f",
    "ffffffff",
    "E+",
    "@",
    "＠",
    "%40",
    "mailto:",
    "x.example",
    "tel:",
    "+49",
    "00491",
    "wa.me/",
  ],
  ...["0", "1", "00", "170", "1000001", "-", "-1", ".", ",0", "#", " ", "N/A", "null"],
);
const id = fc.array(piece, { minLength: 1, maxLength: 4 }).map((pieces) => pieces.join("").trim());

it("what a login is hashed as is read as the same one again, also where it is no address", () => {
  fc.assert(
    fc.property(id, (text) => {
      const login = loginIn(text);
      if (login !== undefined) expect(loginIn(login)).toBe(login);
    }),
    { seed: 9, numRuns: 5_000 },
  );
});

describe("withPlainId", () => {
  it("keeps no id that names nobody, and a number or an address as what is hashed, however plain it looks", () => {
    fc.assert(
      fc.property(id, (text) => {
        const doubts = new Doubts({ columns: {} });
        const kept = withPlainId(
          { ...noCells, customer_id: text, email: "ann@x.example" },
          doubts,
          "order",
        ).customer_id;
        const isNumber = normalisePhone(text) !== undefined && !FIGURES.test(text);
        const isLogin = isNumber || /@.*\./.test(bareAddress(text) ?? "");
        if (isLogin) expect([kept, loginIn(kept)]).toEqual([loginIn(text), loginIn(text)]);
        else if (isNobodysId(text)) expect(kept).toBe("");
        else if (/^[a-z]*\d+$/i.test(text)) expect(kept).toBe(text);
      }),
      { seed: 9, numRuns: 5_000 },
    );
  });
});
