import { describe, expect, it } from "vitest";
import { namesTold } from "../../../shared/identity/names.ts";
import { type Limits, type Ties, tiesOfAccount, tiesOfAddress, tiesOfPhone } from "../../../shared/identity/ties.ts";
import { nothingSaid } from "../../../shared/model/consent.ts";
import { type HolderRow, holderRowSchema } from "../../../shared/model/evidence.ts";
import { holderOf, type Named } from "../../../shared/model/holder.ts";
import { hash } from "../../support/recording-deps.ts";

const limits: Limits = {
  account: { names: 3, addresses: 3 },
  address: { names: 3, accounts: 3 },
  phone: { names: 2 },
};
const bought = { o: { day: "2026-01-01", netMinor: 100 } };
const holder = (named: Named, name = "", more: Partial<HolderRow> = {}): HolderRow =>
  holderRowSchema.parse({
    holder: holderOf(named),
    version: 1,
    profile: {},
    consents: nothingSaid,
    names: namesTold(name, undefined, hash),
    entries: bought,
    ...more,
  });
const [a, b, c, d] = ["email:a", "email:b", "email:c", "email:d"];
const account = "shopify:7";
const joined = ({ reason, names, joins }: ReturnType<typeof tiesOfAccount>) => ({ reason, names, joins: [...joins] });
const namesOf = (name: string) => namesTold(name, undefined, hash);
const people = ["Ann Lee", "Bob Stone", "Eve Miller", "Joe Baker"];

describe("a customer id", () => {
  const ties = (holders: HolderRow[], full?: true) => joined(tiesOfAccount({ full }, holders, limits));

  it("joins its addresses where their names are of one person", () => {
    expect(ties([holder({ account, email: a }, "Ann Lee"), holder({ account, email: b }, "Ann Miller")])).toEqual({
      reason: "joins",
      names: true,
      joins: [a, b],
    });
  });

  it("joins none where names share no part, and names somebody all the same", () => {
    expect(ties([holder({ account, email: a }, "Ann Lee"), holder({ account, email: b }, "Bob Stone")])).toEqual({
      reason: "names-differ",
      names: true,
      joins: [],
    });
  });

  it("joins none where names at three addresses are in three ways of writing; at one address, they may be one person's", () => {
    const written = ["John Smith", "王伟", "Иван Петров"];
    const apart = [a, b, c].map((email, at) => holder({ account, email }, written[at]));
    expect(ties(apart)).toEqual({ reason: "names-differ", names: true, joins: [] });
    expect(ties(apart.slice(0, 2))).toMatchObject({ reason: "joins", joins: [a, b] });
    const both = holder({ account, email: b }, "", { names: [...namesOf("王伟"), ...namesOf("John Smith")] });
    expect(ties([...apart, both])).toMatchObject({ reason: "joins", joins: [a, b, c] });
    const own = [holder({ account, email: a }, "John Smith", { own: true }), ...apart.slice(1)];
    const { strangers = new Set() } = tiesOfAccount({ full: undefined }, own, limits);
    expect([...strangers]).toEqual(apart.slice(1).map((row) => row.holder));
  });

  it("joins what its source says is its own, and no other", () => {
    const own = holder({ account, email: a }, "Ann Lee", { own: true });
    expect(ties([own, holder({ account, email: b }, "Ann Lee")])).toEqual({ reason: "own", names: true, joins: [a] });
  });

  it("names nobody beyond the limits, of names or of addresses", () => {
    const named = people.map((name) => holder({ account, email: a }, name));
    const addressed = [a, b, c, d].map((email) => holder({ account, email }, "Ann Lee"));
    for (const holders of [named, addressed]) {
      expect(ties(holders.slice(0, 3)).names).toBe(true);
      expect(ties(holders)).toEqual({ reason: "too-many", names: false, joins: [] });
    }
    expect(ties([], true)).toMatchObject({ reason: "too-many", names: false });
  });

  it("names nobody where one holder has more names than it may have, with an address or without", () => {
    for (const email of [undefined, a]) {
      const named = (names: string[]) => [holder({ account, email }, "", { names: names.flatMap(namesOf) })];
      expect(ties(named([...people.slice(0, 3), "Ann B. Lee", "Dr. Lee"])).names).toBe(true);
      expect(ties(named(people))).toEqual({ reason: "too-many", names: false, joins: [] });
    }
  });

  it("names nobody where a holder has more names than its row keeps, whoever they are", () => {
    const names = Array.from({ length: 65 }, (_, at) => `l${at} l-ann`);
    expect(ties([holder({ account }, "", { names: names.slice(1) })]).names).toBe(true);
    expect(ties([holder({ account }, "", { names })])).toMatchObject({ reason: "too-many", names: false });
  });

  it("joins the addresses of a family, of whom one has both", () => {
    const family = holder({ account, email: a }, "", { names: people.slice(0, 2).flatMap(namesOf) });
    expect(ties([family, holder({ account, email: b }, "Bob Stone")])).toMatchObject({ joins: [a, b] });
  });

  it("counts its own addresses alone, where its source says which they are", () => {
    const own = holder({ account, email: a }, "Ann Lee", { own: true });
    const typed = ["email:e", b, c, d].map((email) => holder({ account, email }, "Ann Lee"));
    expect(ties([own, ...typed])).toEqual({ reason: "own", names: true, joins: [a] });
    const owned = [b, c, d].map((email) => holder({ account, email }, "Ann Lee", { own: true }));
    expect(ties([own, ...owned])).toMatchObject({ reason: "too-many", names: false });
  });

  it("is told nothing by a holder that has no order and is not its own", () => {
    expect(ties([holder({ account, email: a }, "Ann Lee", { entries: {} })])).toMatchObject({ joins: [] });
  });
});

describe("an address", () => {
  const ids = ["shopify:1", "shopify:2", "shopify:3", "shopify:4"];
  const joinsA: Ties = { reason: "joins", names: true, joins: new Set([a]) };
  const accountTies = new Map(ids.map((id) => [id, joinsA]));
  const ties = (
    holders: HolderRow[],
    kind?: "placeholder" | "shops-own" | "role" | "staff" | "relay",
    known = accountTies,
  ) => joined(tiesOfAddress({ identity: a, full: undefined }, holders, known, kind, limits));
  const at = (id: string | undefined, name: string) => holder({ account: id, email: a }, name);

  it("joins the customer ids of one name", () => {
    expect(ties([at(ids[0], "Ann Lee"), at(ids[1], "Lee, Ann"), at(undefined, "Ann")])).toEqual({
      reason: "joins",
      names: true,
      joins: ids.slice(0, 2),
    });
  });

  it("joins none where names share no part", () => {
    expect(ties([at(ids[0], "Ann Lee"), at(ids[1], "Bob Stone")])).toMatchObject({ reason: "names-differ", joins: [] });
  });

  it.each(["placeholder", "shops-own"] as const)("names nobody where it is %s", (kind) => {
    expect(ties([at(ids[0], "Ann Lee")], kind)).toEqual({ reason: "placeholder", names: false, joins: [] });
  });

  it.each(["role", "staff"] as const)("of a kind %s joins nobody and names somebody", (kind) => {
    expect(ties([at(ids[0], "Ann Lee")], kind)).toEqual({ reason: "role", names: true, joins: [] });
  });

  it("names nobody with more names or customer ids than it may have", () => {
    expect(ties(people.map((name, index) => at(index === 0 ? ids[0] : undefined, name)))).toMatchObject({
      names: false,
    });
    expect(ties(ids.map((id) => at(id, "Ann Lee")))).toMatchObject({ reason: "joins", names: true, joins: ids });
    const guests = holder({ email: a }, "", { names: people.flatMap(namesOf) });
    expect(ties([guests])).toMatchObject({ reason: "too-many", names: false });
  });

  it("joins as many customer ids that tell no name, or one, and ordered once, each on a day of its own", () => {
    const on = (day: number, more: Partial<HolderRow> = {}, name = "") =>
      holder({ account: ids[day - 1], email: a }, name, {
        entries: { o: { day: `2026-01-0${day}`, netMinor: 100 } },
        ...more,
      });
    const days = [1, 2, 3, 4];
    const tooMany = { reason: "too-many", names: false };
    expect(ties(days.map((day) => on(day)))).toMatchObject({ reason: "joins", joins: ids });
    expect(ties(days.map((day) => on(day, {}, day > 2 ? "Ann Lee" : "")))).toMatchObject({ joins: ids });
    const named = (day: number) => on(day, {}, day === 1 ? "Bob Stone" : day === 2 ? "Ann Lee" : "");
    expect(ties(days.map(named))).toMatchObject(tooMany);
    expect(ties(days.map((day) => on(day, { own: true })))).toMatchObject(tooMany);
    const twice = { o: { day: "2026-01-01", netMinor: 1 }, p: { day: "2026-01-02", netMinor: 1 } };
    expect(ties(days.map((day) => on(day, { entries: twice })))).toMatchObject(tooMany);
    expect(ties(days.map((day) => on(day, { days: new Uint8Array([1]) })))).toMatchObject(tooMany);
    expect(ties(days.map((day) => on(day, { phones: [`phone:${day}`] })))).toMatchObject(tooMany);
  });

  it("names nobody where as many customer ids of no name ordered there on one day", () => {
    const more = Array.from({ length: 5 }, (_, index) => `shopify:${index + 1}`);
    const known = new Map(more.map((id) => [id, joinsA]));
    const sold = more.map((id) => at(id, ""));
    expect(ties(sold.slice(0, 4), undefined, known)).toMatchObject({ reason: "joins" });
    expect(ties(sold, undefined, known)).toMatchObject({ reason: "too-many" });
  });

  it("does not hear who typed it under an address of their own", () => {
    const other = new Map([...accountTies, ["shopify:2", { ...joinsA, joins: new Set([b]) }]]);
    expect(ties([at(ids[0], "Ann Lee"), at(ids[1], "Bob Stone")], undefined, other)).toMatchObject({
      reason: "joins",
      joins: [ids[0]],
    });
  });

  it("does not hear who typed what is another's own at the same source; at another source that says nothing", () => {
    const own = holder({ account: ids[0], email: a }, "Ann Lee", { own: true });
    for (const name of ["Ann Lee", ""]) {
      const typed = [at(ids[1], name), at("csv:1", name)];
      const known = new Map([...accountTies, ["csv:1", joinsA]]);
      expect(ties([own, ...typed], undefined, known).joins).toEqual([ids[0], "csv:1"]);
    }
  });

  it("joins no customer id that typed it where guests ordered with it under another name, but the one that has it for its own", () => {
    const guest = at(undefined, "Bob Stone");
    expect(ties([at(ids[0], "Ann Lee"), guest])).toMatchObject({ reason: "names-differ", joins: [] });
    const own = holder({ account: ids[0], email: a }, "Ann Lee", { own: true });
    expect(ties([own, guest]).joins).toEqual([ids[0]]);
  });

  it("hears who has a customer id that names nobody", () => {
    const nobody = new Map<string, Ties>([[account, { reason: "too-many", names: false, joins: new Set<string>() }]]);
    const named = people.map((name) => at(account, name));
    expect(ties(named, undefined, nobody)).toMatchObject({ reason: "too-many" });
  });
});

describe("a phone number", () => {
  const of = (...names: string[]) => names.map((name) => holder({ phone: "phone:1" }, name));
  const ties = (holders: HolderRow[], isOwn = false) =>
    joined(tiesOfPhone({ full: undefined }, holders, isOwn, limits));

  it("joins nobody", () => {
    expect(ties(of("Ann Lee"))).toEqual({ reason: "joins", names: true, joins: [] });
  });

  it("names nobody where it is the shop's, or goes with too many names", () => {
    expect(ties(of("Ann Lee"), true)).toMatchObject({ reason: "placeholder", names: false });
    expect(ties(of(...people.slice(0, 2))).names).toBe(true);
    expect(ties(of(...people.slice(0, 3)))).toMatchObject({ reason: "too-many", names: false });
    const one = holder({ phone: "phone:1" }, "", { names: people.slice(0, 3).flatMap(namesOf) });
    expect(ties([one])).toMatchObject({ reason: "too-many", names: false });
  });
});
