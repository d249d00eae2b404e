import { consentSaid, isBareNo, refusalNamed } from "../consent-words.ts";
import { type Around, aroundIn, isCode, type Kind, kindOf, kindWithin, type Place } from "./consent-names.ts";
import {
  asksHow,
  hasLeft,
  hasLeftMessages,
  isAbout,
  isNamed,
  isNotWritten,
  isOfBrowsers,
  isOfCustomer,
  isOfGoods,
  isStopped,
  isTime,
  NO_PREFERENCE,
  saysYes,
  sorts,
  takenBack,
} from "./consent-tables.ts";
import { LONGEST_TEXT, nameIn, wordsIn } from "./words-in.ts";

/** As deep as a body of ours is copied: what lies deeper is none of our numbers either. */
const MAX_DEPTH = 8;

/**
 * Where in a field that is not ours, and of which nothing is read, a refusal may be told: the keys that lead there, the field's own
 * first. Its name is about consent to marketing or, of a person, about being written to, by itself (`emailOptOut`, `keine_werbung`), in
 * what is about these (`preferences: {email: …}`) or beside its value (`{name: "newsletter", value: "0"}`); and its value says no. A
 * plain yes, nothing, and what is of something else may not refuse.
 */
export const refusalMeant = (key: string, value: unknown, place: Place): readonly string[] | undefined =>
  meant(key, value, { place, around: place === "consent" ? "consent" : undefined }, 0);

type Seen = { place: Place; around: Around | undefined };
type Path = readonly string[] | undefined;

const meant = (key: string, value: unknown, seen: Seen, depth: number): Path => {
  const name = nameIn(key);
  if (depth > MAX_DEPTH || isOfBrowsers(name)) return undefined;
  const [byName, byPlace] = [kindOf(name, seen.place), seen.around && kindWithin(name, seen.around, seen.place)];
  // Within a consent a channel is one, in an order too.
  const kind = byName?.isOfMessages ? (byPlace ?? byName) : (byName ?? byPlace);
  const within = {
    place: kind === undefined ? placeWithin(name, seen.place) : seen.place,
    around: aroundIn(name, kind, seen.around),
  } as const;
  const path = meantBy(name, value, kind, within, depth);
  return path && [key, ...path];
};

const placeWithin = (name: string, place: Place): Place => {
  if (isOfGoods(name)) return "goods";
  return place === "order" && isOfCustomer(name) ? "person" : place;
};

const meantBy = (name: string, value: unknown, kind: Kind | undefined, within: Seen, depth: number): Path => {
  if (Array.isArray(value)) return depth < MAX_DEPTH ? firstIn(value, name, kind, within, depth) : undefined;
  if (typeof value === "object" && value !== null) return meantWithin(value, within, depth);
  const isMeant = kind ? saysNo(name, value, kind) : !NO_SORTS.has(within.place) && isSorted(name, value);
  return isMeant ? [] : undefined;
};

/** What sorts orders and goods sorts nobody. */
const NO_SORTS: ReadonlySet<Place> = new Set(["order", "goods"]);

const firstIn = (
  parts: readonly unknown[],
  name: string,
  kind: Kind | undefined,
  within: Seen,
  depth: number,
): Path => {
  for (const [index, part] of parts.entries()) {
    const path = meantBy(name, part, kind, within, depth + 1);
    if (path) return typeof part === "object" ? [String(index), ...path] : path;
  }
  return undefined;
};

const meantWithin = (value: object, within: Seen, depth: number): Path => {
  const fields = Object.entries(value);
  const [named] = fields.filter(([key, name]) => NAMES.has(key.toLowerCase()) && typeof name === "string");
  for (const [key, told] of named ? fields.filter(([field]) => VALUES.has(field.toLowerCase())) : [])
    if (meant(String(named?.[1]), told, within, depth + 1)) return [key];
  for (const [key, part] of fields) {
    const path = meant(key, part, within, depth + 1);
    if (path) return path;
  }
  return undefined;
};

/** Lists of fields with names: `{name: "newsletter", value: "0"}`, `{type: "email", enabled: false}`. */
const NAMES: ReadonlySet<string> = new Set(
  "name key field attribute label code property type channel topic purpose slug k".split(" "),
);
const VALUES: ReadonlySet<string> = new Set(
  "value val v content answer state status enabled active checked selected subscribed granted allowed".split(" "),
);

/** Whether a value says no, under a name of that kind. */
const saysNo = (name: string, value: unknown, kind: Kind): boolean => {
  if (kind.tells === "no") return isRefusal(name, value);
  if (typeof value === "boolean" || typeof value === "number") return isNoFlag(name, value, kind);
  if (typeof value !== "string" || value.trim() === "") return false;
  if (kind.mayBeGoods) return isNoOfMail(value);
  if (kind.isOfMessages) return !isNamed(name) && isLeaving(value);
  if (kind.isHowSent || asksHow(name)) return isInSoManyWords(value);
  if (isNumber(value) && isCode(name, kind)) return Number(value) !== 1;
  const said = saidIn(value);
  return said === "denied" || (said === undefined && kind.isStrict && !isAbout(name) && !isFigure(value));
};

const isNoFlag = (name: string, value: boolean | number, kind: Kind): boolean => {
  if (kind.isHowSent || kind.isOfMessages || isAbout(name) || asksHow(name)) return false;
  return typeof value === "number" && isCode(name, kind) ? value !== 1 : !value;
};

/** Nothing but a flag is one: of numbers 1 alone, unless it is a time since when, or of how many lists. */
const isRefusal = (name: string, value: unknown): boolean => {
  if (typeof value === "boolean") return value;
  if (typeof value === "number") return value === 1 || ((isTime(name) || hasLeft(name)) && value > 1);
  if (typeof value !== "string" || isBareNo(value) || noRefusal.has(wordsIn(value).trim())) return false;
  return !isNumber(value) || isRefusal(name, Number(value));
};

const isNumber = (text: string): boolean => /^\s*[-+]?\d+(?:[.,]\d+)?\s*$/.test(text);
/** A number, an amount or a time: when, how often or for how much, and no word on whether. */
const isFigure = (text: string): boolean =>
  /\d/.test(text) && /^(?:[^\p{L}]|(?:[tz]|[a-z]{3})(?!\p{L}))+$/iu.test(text.slice(0, LONGEST_TEXT));

/** A bare no is none where it is asked how, when and where a consent was given, or how it went with a message. */
const isInSoManyWords = (text: string): boolean => {
  const name = nameIn(text);
  const isRefusing = refusalNamed(name.trim().replaceAll(" ", "-")) !== undefined || isStopped(name);
  return isRefusing || kindOf(name, "person")?.tells === "no";
};

/** What stands behind a dash, in brackets or after a comma is why, when or by whom. */
const BEHIND = /[,;:(|–—\n]|\s-+\s/u;
/** Addresses are no words. */
const isLeaving = (text: string): boolean => {
  if (text.includes("@")) return false;
  const name = nameIn(text.slice(0, LONGEST_TEXT).split(BEHIND)[0] ?? "");
  return refusalNamed(name.trim().replaceAll(" ", "-")) === "of mail" || hasLeftMessages(name) || isNotContacted(name);
};
/** *No email* may be that none was sent. */
const isNotContacted = (name: string): boolean => isNotWritten(name) && !/^ (?:no|keine) /.test(name);

const isNoOfMail = (text: string): boolean => {
  const said = wordsIn(text).trim().replaceAll(" ", "-");
  return isBareNo(text) || refusalNamed(said) === "of mail" || kindOf(nameIn(text), "person")?.tells === "no";
};
/** Of a refusal it is said that there is none. */
const noRefusal: ReadonlySet<string> = new Set(["", "none", "never", "null", "nil", "n a"]);

const saidIn = (text: string): "granted" | "denied" | "unknown" | undefined => {
  const name = nameIn(text);
  if (NO_PREFERENCE.test(name)) return "unknown";
  const said = consentSaid(text.slice(0, LONGEST_TEXT))?.state;
  if (said !== undefined) return said;
  if (kindOf(name, "person")?.tells === "no" || takenBack(name)) return "denied";
  return saysYes(name) ? "granted" : undefined;
};

/** More words than these are about something: "please do not call before nine, the baby sleeps". */
const MOST_WORDS = 5;

const isSorted = (name: string, value: unknown): boolean =>
  typeof value === "string" &&
  sorts(name) &&
  value
    .slice(0, LONGEST_TEXT)
    .split(/[,;|]/)
    .map(nameIn)
    .some((part) => part.split(" ").length <= MOST_WORDS + 2 && kindOf(part, "person")?.tells === "no");
