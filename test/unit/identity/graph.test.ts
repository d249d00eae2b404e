import { describe, expect, it } from "vitest";
import { type Known, namingIdentity, personsAmong } from "../../../shared/identity/graph.ts";
import { nothingSaid } from "../../../shared/model/consent.ts";
import { holderRowSchema, type IdentityRow, identityRowSchema } from "../../../shared/model/evidence.ts";

const at = "2026-01-01T00:00:00.000Z";
const apart = (side: number) => ({ apart: [{ parting: "p", side, at, by: "operator" }] });
const together = (identity: string) => ({ together: [{ identity, at, by: "operator" }] });

/** Each identity joins what follows its name; each holder is named as a holder is. */
const known = (
  joins: Record<string, string[]>,
  holders: string[],
  said: Record<string, Partial<IdentityRow>> = {},
  nobody: string[] = [],
): Known => ({
  identities: new Map(
    Object.entries(joins).map(([identity, joined]) => [
      identity,
      {
        row: identityRowSchema.parse({ identity, version: 1, ...said[identity] }),
        ties: { reason: "joins", names: !nobody.includes(identity), joins: new Set(joined) },
      },
    ]),
  ),
  holders: new Map(
    holders.map((holder) => [
      holder,
      holderRowSchema.parse({ holder, version: 1, profile: {}, consents: nothingSaid }),
    ]),
  ),
  beyond: new Map(),
});
const [a, b, x, y] = ["email:a", "email:b", "shop:1", "shop:2"];

describe("who is one person", () => {
  it("is who joins the other from both sides", () => {
    const holders = [`${a} ${x}`, `${b} ${x}`];
    expect(personsAmong(known({ [a]: [x], [b]: [x], [x]: [a, b] }, holders))).toEqual([[a, b, x]]);
    expect(personsAmong(known({ [a]: [x], [b]: [], [x]: [a, b] }, holders))).toEqual([[a, x], [b]]);
    expect(personsAmong(known({ [a]: [x], [b]: [x], [x]: [] }, holders))).toEqual([[a], [b], [x]]);
  });

  it("is nobody whom no identity names, and who goes through it", () => {
    const holders = [`${a} ${x}`, `${a} ${y}`];
    expect(personsAmong(known({ [a]: [x, y], [x]: [a], [y]: [a] }, holders, {}, [a]))).toEqual([[x], [y]]);
  });

  it("is whom an operator or a source joined, by the word at both ends: one of them may have been erased since", () => {
    const none = { [x]: [], [y]: [] };
    expect(personsAmong(known(none, [], { [x]: together(y), [y]: together(x) }))).toEqual([[x, y]]);
    expect(personsAmong(known(none, [], { [x]: together(y) }))).toEqual([[x], [y]]);
    expect(personsAmong(known(none, [], { [y]: together(x) }))).toEqual([[x], [y]]);
  });
});

describe("whom an operator parted", () => {
  /** A path a - x - b - y, by addresses and customer ids. */
  const path = (said: Record<string, Partial<IdentityRow>>) =>
    personsAmong(
      known({ [a]: [x], [x]: [a, b], [b]: [x, y], [y]: [b] }, [`${a} ${x}`, `${b} ${x}`, `${b} ${y}`], said),
    );

  it("stays apart, and each between goes with the nearer", () => {
    expect(path({ [a]: apart(0), [y]: apart(1) })).toEqual([
      [a, x],
      [b, y],
    ]);
  });

  it("leaves who is as near to either by themselves", () => {
    expect(path({ [a]: apart(0), [b]: apart(1) })).toEqual([[a], [b, y], [x]]);
  });

  it("stays apart whatever is joined by word", () => {
    expect(path({ [a]: apart(0), [y]: { ...apart(1), ...together(a) } })).toEqual([
      [a, x],
      [b, y],
    ]);
  });

  it("is one again with who is on the same side", () => {
    expect(path({ [a]: apart(0), [y]: apart(0) })).toEqual([[a, b, x, y]]);
  });
});

describe("whom a holder goes by", () => {
  const rows = (nobody: string[]) => known({ [a]: [], [x]: [] }, [], {}, nobody);
  it("is its customer id, else its address, else nobody", () => {
    expect(namingIdentity(`${a} ${x}`, rows([]))).toBe(x);
    expect(namingIdentity(`${a} ${x}`, rows([x]))).toBe(a);
    expect(namingIdentity(`${a} ${x}`, rows([a, x]))).toBeUndefined();
  });

  it("may lie beyond what was reached", () => {
    const beyond = new Map([[y, { reason: "joins", names: true, joins: new Set<string>() } as const]]);
    expect(namingIdentity(`${a} ${y}`, { ...rows([]), beyond })).toBe(y);
  });
});
