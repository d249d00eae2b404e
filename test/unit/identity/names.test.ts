import { describe, expect, it } from "vitest";
import { areOfManyScripts, namesTold, peopleNamed } from "../../../shared/identity/names.ts";
import { hash } from "../../support/recording-deps.ts";

const told = (first?: string, last?: string) => namesTold(first, last, hash);
const people = (...names: readonly (readonly [string?, string?])[]) =>
  peopleNamed(names.flatMap(([first, last]) => told(first, last)));

describe("names", () => {
  it.each([
    ["accents and case", ["José", "ÁLVAREZ"], ["jose", "alvarez"]],
    ["family name first", ["Alvarez", "Jose"], ["Jose", "Alvarez"]],
    ["both in one field", ["Jose Alvarez", undefined], ["Jose", "Alvarez"]],
    ["an initial between", ["Jose", "M. Alvarez"], ["Jose", "Alvarez"]],
    ["Chinese, family name in either field", ["小明", "王"], ["王", "小明"]],
    ["Chinese in one field", ["王小明", undefined], ["小明", "王"]],
    ["Chinese with a title", ["王小明先生", undefined], ["小明", "王"]],
    ["Japanese in two scripts, family name in either field", ["さくら", "田中"], ["田中", "さくら"]],
    ["Japanese with a title", ["田中さくら様", undefined], ["田中", "さくら"]],
    ["Korean, family name in either field, with a title", ["민준", "김"], ["김민준님", undefined]],
    ["Turkish and Polish letters", ["Işıl", "Łuczak"], ["Isil", "Luczak"]],
    ["Danish and Norwegian letters", ["Jørgen", "Kjær"], ["Jorgen", "Kjar"]],
    ["Danish letters written out", ["Jørgen", "Håkonsen"], ["Joergen", "Haakonsen"]],
    ["Vietnamese letters", ["Đức", "Đặng"], ["Duc", "Dang"]],
    ["German letters written out", ["Jürgen", "Müller-Groß"], ["Juergen", "Mueller-Gross"]],
    ["an apostrophe", ["Sean", "O’Brien"], ["Sean", "OBrien"]],
    ["a title", ["Dr. Ann", "Lee"], ["Ann", "Lee"]],
    ["another apostrophe", ["Sean", "O´Brien"], ["Sean", "O‘Brien"]],
    ["a blank without width", ["An\u200bn", "Lee"], ["Ann", "Lee"]],
    ["a soft hyphen", ["Eva", "Mül\u00adler"], ["Eva", "Müller"]],
    ["a joiner that is not written", ["علی\u200cرضا", "کریمی"], ["علیرضا", "کریمی"]],
    ["a joiner in Sinhala", ["ශ්\u200dරී", "පෙරේරා"], ["ශ්රී", "පෙරේරා"]],
    ["a sign without width that is no mark of format", ["Ann\u034f", "Lee\ufe0f"], ["Ann", "Lee"]],
    ["katakana for hiragana", ["タロウ", "ヤマダ"], ["たろう", "やまだ"]],
    ["Persian letters for Arabic", ["علی", "کریمی"], ["على", "كريمي"]],
    ["a till's word", ["Guest", "Lee"], ["Lee", undefined]],
    ["a form of firm", ["Teehaus Kern", "GmbH"], ["Teehaus", "Kern"]],
  ] as const)("are the same whatever the way of writing: %s", (_what, [first, last], [otherFirst, otherLast]) => {
    expect(told(first, last)).toEqual(told(otherFirst, otherLast));
    expect(told(first, last)).toHaveLength(1);
  });

  it.each([
    ["Korean", ["민지", "김"], ["지민", "김"]],
    ["Korean, of the same strokes", ["각나", "김"], ["간ᄀ", "김"]],
    ["Chinese", ["海明", "王"], ["明海", "王"]],
    ["Hindi", ["राम", "मेहता"], ["सीमा", "महतो"]],
    ["Thai", ["มานี", "ใจดี"], ["มานะ", "ใจดำ"]],
    ["Japanese", ["まゆみ", "田中"], ["みまゆ", "田中"]],
  ] as const)("are several where the same letters stand otherwise: %s", (_what, first, second) => {
    expect(told(...first)).not.toEqual(told(...second));
    expect(people(first, second)).toBe(2);
  });

  it("are hashes, in nobody's letters", () => {
    expect(told("Jose", "Alvarez").join(" ").toLowerCase()).not.toMatch(/jose|alvarez/);
  });

  it.each([
    [undefined, undefined],
    ["", " "],
    ["-", "."],
    ["J", "A"],
    ["Herr", undefined],
    ["Mr. &", "Mrs."],
    ["GmbH", undefined],
    ["様", undefined],
    ["Walk-In", "Customer"],
    ["Test", "Test"],
    ["Gast", "Kunde"],
  ])("%j %j is no name", (first, last) => {
    expect(told(first, last)).toEqual([]);
  });

  it.each([
    ..."นาย นางสาว คุณ Bay Bayan Sayın Господин Госпожа Г-н Г-жа Пан Пані Pan Pani Państwo Paní Slečna".split(" "),
    ..."السيد السيدة الآنسة الأستاذ آقای خانم גברת מר ד״ר גב׳ श्री श्रीमती सुश्री Ông Bà Anh Chị Bapak Ibu Encik Puan".split(
      " ",
    ),
    ..."先生 女士 小姐 太太 さん 氏 お客様 님 씨 고객님 Κύριος Κυρία κ. Senhor Senhorita Don Doña Domnul Herra Fröken".split(
      " ",
    ),
    ..."Sig.ra Dott.ssa Gospodin Härra ბატონი пан-".split(" "),
  ])("%s alone is no name, nor one in common", (title) => {
    expect(told(title)).toEqual([]);
    expect(told(title, title)).toEqual([]);
    const strangers: [string, string][] = [
      ["Anna Kowalska", "Erik Stein"],
      ["สมชาย ใจดี", "มานะ แสงทอง"],
      ["王伟", "李娜"],
    ];
    for (const [one, other] of strangers) {
      expect(people([title, one], [title, other])).toBe(2);
      expect(people([title, one], [one])).toBe(1);
    }
  });

  it.each([
    ["นายสมชาย ใจดี", "สมชาย ใจดี"],
    ["Ahmet Bey", "Ahmet"],
    ["王伟先生", "王伟"],
    ["김민지님", "김민지"],
    ["Kovács úr", "Kovács"],
    ["राम जी", "राम"],
    ["г-жа Иванова", "Иванова"],
    ["Sig.ra Rossi", "Rossi"],
  ])("are the same without a title: %s, %s", (one, other) => {
    expect(people([one], [other])).toBe(1);
    expect(told(other).join(" ").split(" ")).toContain(told(one).join(" ").split(" ")[0]);
  });

  it.each([
    ["Ann Bay", "Ann Bay"],
    ["Ann Bay", "Bay, Ann"],
    ["Ann Bay", "Eve Bay"],
    ["Wei Pan", "Pan Wei"],
    ["Li Dr", "Li"],
    ["Nguyễn Anh", "Nguyễn Tuấn Anh"],
    ["محمد السيد", "السيد محمد"],
    ["คุณากร ใจดี", "คุณากร"],
    ["Sara San", "Sara"],
    ["Don Miller", "Miller"],
    ["J.Ma", "Jack Ma"],
    ["Bayan Ali", "Ali Bayan"],
  ])("are one person's where they are spelled like a title: %s, %s", (one, other) => {
    expect(people([one], [other])).toBe(1);
  });

  it("are not one person's for what half of a people are named, beside what may be a title", () => {
    expect(people(["Anh", "Nguyễn"], ["Chi", "Nguyễn"])).toBe(2);
  });

  it("are read in time that grows with their length alone", () => {
    for (const part of ["1\u00a0", "1", "a ", "a-", "mr ", "pan ", "นาย", "様"]) {
      expect(told(part.repeat(100_000)).length).toBeLessThan(2);
    }
  });

  it("have an end", () => {
    const many = Array.from({ length: 40 }, (_, at) => `na${String.fromCodePoint(97 + (at % 26), 97 + (at % 7))}`);
    expect(told(many.join(" ")).map((name) => name.split(" ").length)).toEqual([12]);
  });
});

describe("how many people names are of", () => {
  it.each([
    ["MacDonald", "Mac Donald"],
    ["MacDonald", "Mc Donald"],
    ["McDonald", "Ann Macdonald"],
    ["O'Brien", "O Brien"],
    ["Sean O'Brien", "P. O Brien"],
    ["Jean-Luc", "Jeanluc"],
    ["Jean-Luc Brel", "Jeanluc"],
    ["Jean Luc", "Jeanluc"],
    ["Jürgen Müller-Groß", "Muellergross"],
    ["Jan van den Berg", "Vandenberg"],
    ["De la Cruz", "Delacruz"],
    ["علی رضا", "علی\u200cرضا"],
  ])("is one where the parts joined are the same letters: %s, %s", (one, other) => {
    expect(people([one], [other])).toBe(1);
    expect(people(["", one], [other])).toBe(1);
  });

  it("is two where no more than what stands before a name is the same", () => {
    expect(people(["Mac Donald"], ["Mac Arthur"])).toBe(2);
    expect(people(["Sean O Brien"], ["Eve O Neill"])).toBe(2);
    expect(people(["Hoa", "Nguyễn Thị"], ["Lan", "Nguyễn Thị"])).toBe(2);
    expect(people(["Jeanluc"], ["Jeanlac"])).toBe(2);
    expect(told("Jan", "van den Berg")).toHaveLength(1);
    expect(people(["Jan", "van den Berg"], ["Jan", "Berg"])).toBe(1);
  });

  it("is not of one in three ways of writing, unless one holder has two of them", () => {
    const many = (...names: string[]) => areOfManyScripts(names.map((name) => told(name).join(" ")));
    expect(many("John Smith", "王伟", "Иван Петров")).toBe(true);
    expect(many("Ivan Petrov", "Иван Петров", "")).toBe(false);
    expect(many("Sakura Tanaka", "田中さくら", "たなか", "김민준")).toBe(false);
    expect(areOfManyScripts([`${told("Ivan")} ${told("Иван")}`, told("王伟").join(" ")])).toBe(false);
  });

  it("is one while each shares a part with another", () => {
    expect(people(["Ann", "Lee"], ["Ann", "Miller"], ["Bob", "Miller"])).toBe(1);
  });

  it("is two where no part is shared", () => {
    expect(people(["Ann", "Lee"], ["Bob", "Miller"])).toBe(2);
  });

  it.each([
    ["titles", ["Herr", "Kern"], ["Herr", "Stein"]],
    ["forms of firms", ["Kern", "GmbH"], ["Stein", "GmbH"]],
    ["a particle", ["Jan", "van den Berg"], ["Piet", "van den Bos"]],
    ["what half of a people are named", ["Nguyễn Thị", "Hoa"], ["Nguyễn Văn", "Nam"]],
  ] as const)("does not take strangers for one who share %s alone", (_what, one, other) => {
    expect(people(one, other)).toBe(2);
  });

  it.each([
    ["a middle name, an initial, a marriage", "Ann Lee, Ann Marie Lee, A. Lee, Ann Miller"],
    ["two alphabets", "Ivan Petrov, Иван Петров, Petrov Ivan"],
    ["one alphabet written out", "Jürgen Müller, Juergen Mueller, Jurgen Muller"],
    ["nothing but what many are named", "Nguyễn Văn, Văn Nguyễn"],
  ])("takes one person for one: %s", (_what, names) => {
    expect(people(...names.split(", ").map((name) => [name] as const))).toBe(1);
  });

  it("counts names of one character", () => {
    expect([people(["王"], ["李"], ["张"]), people(["김"], ["이"])]).toEqual([3, 2]);
  });

  it("is quick over all that an identity can lead to", () => {
    const letters = (number: number) => String(number).replaceAll(/\d/g, (digit) => "bcdfghjklm"[Number(digit)] ?? "");
    const names = Array.from({ length: 64 * 65 }, (_, at) => told(`x${letters(at)}`, `y${letters(at % 4_000)}`)).flat();
    expect(peopleNamed(names)).toBe(4_000);
  });

  it("does not count who has no name, nor a name in another script", () => {
    expect(people()).toBe(0);
    expect(people([], ["Ann", "Lee"])).toBe(1);
    expect(people(["Ivan", "Petrov"], ["Иван", "Петров"])).toBe(1);
  });

  it("does not depend on the order in which they come", () => {
    const names: [string, string][] = [
      ["Ann", "Lee"],
      ["Bob", "Miller"],
      ["Ann", "Miller"],
      ["Eve", "Stone"],
    ];
    expect([people(...names), people(...names.toReversed())]).toEqual([2, 2]);
  });
});
