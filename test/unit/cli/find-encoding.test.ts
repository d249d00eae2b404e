import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findEncoding, readStart } from "../../../cli/import/find-encoding.ts";

/** The bytes of a text in an encoding of one or two bytes a character, by asking its decoder for all of them. */
const encoder = (label: string) => {
  const decoder = new TextDecoder(label);
  const bytesOf = new Map<string, readonly number[]>();
  for (let lead = 0xff; lead >= 0; lead--) {
    for (let trail = 0xfe; trail >= 0x40; trail--)
      bytesOf.set(decoder.decode(Uint8Array.of(lead, trail)), [lead, trail]);
  }
  for (let byte = 0xff; byte >= 0; byte--) bytesOf.set(decoder.decode(Uint8Array.of(byte)), [byte]);
  return (text: string) => Buffer.from([...text].flatMap((character) => bytesOf.get(character) ?? []));
};

const names: Readonly<Record<string, readonly string[]>> = {
  "windows-1252": [
    "Hélène",
    "Müller",
    "Françoise",
    "Óscar",
    "Ørsted",
    "São João",
    "Zoë",
    "Weiß’ – Köln",
    "Noël & Fils",
  ],
  "windows-1250": ["Łukasz", "Wójcik", "Dvořák", "Kőrösi", "Šťastný", "Święta"],
  "windows-1251": ["Иван Петров", "Ольга", "Москва, ул. Ленина"],
  "windows-1253": ["Γιώργος", "Μαρία", "Άννα", "Νίκος", "Όλγα", "Ήρα"],
  gb18030: ["张伟", "王秀英", "上海市浦东新区", "李娜", "广东省深圳市", "杨帆"],
  big5: ["陳怡君", "林志明", "臺北市信義區", "黃雅婷", "高雄"],
  shift_jis: ["田中", "さくら", "ヤマダ タロウ", "東京都渋谷区", "鈴木一郎"],
  "euc-kr": ["김민준", "서울특별시 강남구", "이서연", "박지후", "대한민국", "최수빈"],
};

describe("findEncoding", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "rouse-test-"));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const find = async (bytes: Uint8Array, name = "names.csv") => {
    const file = join(folder, name);
    await writeFile(file, bytes);
    return findEncoding(file, await readStart(file));
  };

  it.each(Object.entries(names))("takes names that were written in %s for that", async (label, written) => {
    const text = `first_name,total\n${written.map((name) => `${name},12.50`).join("\n")}\n`;
    const encoded = encoder(label)(text);
    expect(new TextDecoder(label).decode(encoded)).toBe(text);
    expect(await find(encoded)).toBe(label);
  });

  it("takes the encoding in which words are of the fewest languages", async () => {
    const italian = ["Nicolò", "Niccolò Perù", "Libertà", "Forlì", "Tè & Caffè"].map((name) => `${name},1`).join("\n");
    expect(await find(encoder("windows-1252")(italian))).toBe("windows-1252");
    const czech = ["Dvořák", "Jiří Šťastný", "Běla Růžičková", "Hůrka"].map((name) => `${name},1`).join("\n");
    expect(await find(encoder("windows-1250")(czech))).toBe("windows-1250");
  });

  it("takes what is UTF-8 throughout for that, whatever else it could be", async () => {
    expect(await find(Buffer.from("name\nMüller\n张伟"))).toBe("utf-8");
  });

  it("refuses what could be several that differ, and says how to name it", async () => {
    await expect(find(Buffer.from([0x31, 0x2c, 0xe9, 0x0a]), "one.csv")).rejects.toThrow(
      /one\.csv is not UTF-8, and could be windows-1252 or .*windows-1251.*: name the one it is with --encoding/,
    );
  });
});
