import { marketingKeys } from "../../shared/model/night.ts";
import type { SweepRequest } from "../../shared/model/sweep.ts";
import { nightFileOf } from "../../shared/night-files/register.ts";
import { textOfFile } from "./expect-files-true.ts";
import { fakeFiles } from "./fake-files.ts";
import { smallShop } from "./night-shop.ts";
import { holdNight, nightWorld } from "./night-world.ts";
import { hash } from "./recording-deps.ts";

/** `inId` and `inAddress`: what tells them from everybody else, however a file writes them. */
export type Somebody = { id: string; email: string; inId: string; inAddress: string };

const [PEOPLE, SHOPIFY] = [15, "shopify:p"];
export const sweptDays = ["2026-11-19", "2026-11-20"] as const;

/** Ids of the shop's own, of another system's, and such as a CSV file has to quote; addresses are not written as they are hashed. */
export const people = Array.from({ length: PEOPLE }, (_, at): Somebody => {
  const number = `${at}`.padStart(2, "0");
  const [inId, inAddress] = [`!${number}!`, `+${number}@`];
  const before = ["Person", SHOPIFY, 'Per"s,o\nn'][at % 3] ?? "";
  return { id: before + inId, email: `Buyer${inAddress}${at % 2 ? "example.com" : "Exämple.COM"}`, inId, inAddress };
});

/** For each of them somebody who is in no file yet, and takes as much room in one. */
export const strangers = people.map(({ id, email, inId, inAddress }): Somebody => {
  const [ofId, ofAddress] = [inId.replaceAll("!", "?"), inAddress.replace("+", "-")];
  return { id: id.replace(inId, ofId), email: email.replace(inAddress, ofAddress), inId: ofId, inAddress: ofAddress };
});

/** Who was erased, what of them is to stand in no file any more, and the names that are hashed. */
export type Asked = { who: Omit<SweepRequest, "at">; traces: readonly string[]; names: readonly string[] };

export const askedBy = ({ id, email, inId, inAddress }: Somebody, how: "id" | "address" | "both"): Asked => {
  const address = `email:${hash(email.toLowerCase().replace("exämple", "xn--exmple-cua"))}`;
  const [customerIds, identities] = [how === "address" ? [] : [id], how === "id" ? [] : [address]];
  return {
    who: { customerIds, identities },
    traces: [...customerIds.map(() => inId), ...identities.map(() => inAddress)],
    names: [...customerIds, ...identities],
  };
};

export const askedByShopify: Asked = {
  who: { customerIds: [], identities: [], source: "shopify" },
  traces: [SHOPIFY],
  names: [...people, ...strangers].flatMap(({ id }) => (id.startsWith(SHOPIFY) ? id : [])),
};

export const holdsAny = (text: string, asked: readonly Asked[]): boolean =>
  asked.some(({ traces }) => traces.some((trace) => text.includes(trace)));

/** Some segments say as much as all of them. */
const isKept = (key: string): boolean => !/\/segments\/(?!(?:lost|champions|reachable)\.csv)|\/tallies\//.test(key);

export type Nights = { marketing: ReadonlyMap<string, Uint8Array>; data: ReadonlyMap<string, Uint8Array> };

/** Two nights as they leave their files, of which the store joined a part for each shard. */
export const twoNights = async (): Promise<Nights> => {
  const customers = smallShop(PEOPLE, sweptDays[1]).map((customer, at) => {
    const { id: customerId = "", email } = people[at] ?? {};
    return { ...customer, customerId, profile: { email, ...(at < 6 && { birthday: "1990-11-21" }) } };
  });
  const world = nightWorld({ customers, counted: 60_000, joins: { shardsPerGroup: 1, wholeBytes: 0 } });
  for (const at of ["2026-11-20T03:30:00.000Z", "2026-11-21T03:30:00.000Z"]) await holdNight(world, { at });
  const marketing = new Map([...world.marketing.objects].filter(([key]) => isKept(key)));
  for (const day of sweptDays) tellOnlyOfKept(marketing, day);
  return { marketing, data: new Map([...world.data.objects].filter(([key]) => isKept(key))) };
};

const tellOnlyOfKept = (marketing: Map<string, Uint8Array>, day: string): void => {
  const key = marketingKeys.manifest(day);
  const manifest = JSON.parse(Buffer.from(marketing.get(key) ?? []).toString("utf8"));
  const files = manifest.files.filter(({ path }: { path: string }) => isKept(`/${path}`));
  marketing.set(key, Buffer.from(JSON.stringify({ ...manifest, files })));
};

export const bucketsOf = ({ marketing, data }: Nights) => ({ marketing: fakeFiles(marketing), data: fakeFiles(data) });
export type Buckets = ReturnType<typeof bucketsOf>;

export const objectsOf = ({ marketing, data }: Buckets, key: string): Map<string, Uint8Array> =>
  key.startsWith("nightly/") ? marketing.objects : data.objects;

/** Whether a file has a row or an entry for each of some people. */
export const namesPeople = (key: string): boolean => ["rows", "list"].includes(nightFileOf(key)?.erasure.how ?? "");

/** Files of nights, by key. */
export const nightFilesIn = ({ marketing, data }: Buckets): Map<string, Uint8Array> => {
  const files = [...marketing.objects, ...data.objects].filter(([key]) => nightFileOf(key));
  return new Map(files.sort(([a], [b]) => (a < b ? -1 : 1)));
};

const texts = new WeakMap<Uint8Array, Promise<string>>();
/** As `textOfFile`. Bytes that lie in a bucket never change, and most are those of the beginning in every history: these are read once. */
export const textIn = (key: string, bytes: Uint8Array): Promise<string> => {
  const text = texts.get(bytes) ?? textOfFile(key, bytes);
  texts.set(bytes, text);
  return text;
};
