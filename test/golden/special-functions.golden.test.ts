import { describe, it } from "vitest";
import { digamma } from "../../shared/stats/digamma.ts";
import { lgamma } from "../../shared/stats/lgamma.ts";
import { trigamma } from "../../shared/stats/trigamma.ts";
import { hasReference } from "../support/cdnow.ts";
import { expectClose } from "../support/close-to.ts";
import { readClvReference } from "../support/clv-reference.ts";

describe.skipIf(!hasReference)("special functions against 30 digits", () => {
  for (const [name, f] of Object.entries({ lgamma, digamma, trigamma })) {
    it(`${name} is right to 13 digits, and absolutely near its zeros`, () => {
      const { special_functions: table } = readClvReference();
      const values = { lgamma: table.lgamma, digamma: table.digamma, trigamma: table.trigamma }[name] ?? [];
      for (const [i, x] of table.x.entries()) {
        expectClose(f(x), values[i] ?? Number.NaN, 1e-13, name === "trigamma" ? 0 : 1e-13, `${name}(${x})`);
      }
    });
  }
});
