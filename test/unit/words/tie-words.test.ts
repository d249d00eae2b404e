import { describe, expect, it } from "vitest";
import type { TieTold } from "../../../shared/model/tie.ts";
import { tieWords } from "../../../shared/words/tie-words.ts";

const tie = (more: Partial<TieTold>): TieTold => ({
  identity: "shopify:7",
  kind: "account",
  reason: "joins",
  names: true,
  joins: ["email:a"],
  leads: { names: 1, addresses: 1 },
  limits: { names: 3, addresses: 10 },
  isFull: false,
  ...more,
});

describe("what an identity joins, in a sentence", () => {
  it.each([
    [{}, "joins 1 address (1 different name of at most 3, 1 address of at most 10)"],
    [{ reason: "own" }, "joins 1 address, which its source says is its own"],
    [
      { reason: "names-differ", joins: [], leads: { names: 2, addresses: 2 } },
      "joins nobody: 2 names that share no part stand with it (2 different names, 2 addresses). Its orders go by the addresses given with them, and those without one by itself",
    ],
    [
      { reason: "too-many", names: false, joins: [], leads: { names: 4, addresses: 2 } },
      "names nobody: 4 different names stand with it, more than identity.account.names allows (3). Its orders go by what else they tell",
    ],
    [
      { kind: "address", reason: "placeholder", names: false, joins: [], address: "shops-own" },
      "names nobody, and is never mailed: it is one of the shop's own addresses",
    ],
    [
      { kind: "address", reason: "role", joins: [], address: "staff" },
      "joins nobody, and is never mailed: its domain is the shop's own (identity.ownDomains)",
    ],
    [
      { identity: "push:a", kind: "phone", joins: [], leads: { names: 0 }, limits: { names: 3 } },
      "joins nobody: a device names only who has nothing else (0 different names of at most 3)",
    ],
    [
      { identity: "phone:a", kind: "phone", joins: [], leads: { names: 1 }, limits: { names: 3 } },
      "joins nobody: a phone number names only who has nothing else (1 different name of at most 3)",
    ],
  ] satisfies [Partial<TieTold>, string][])("%#: %s", (more, sentence) => {
    expect(tieWords(tie(more))).toBe(sentence);
  });
});
