import { consentSaid } from "../consent-words.ts";
import { LONGEST_TEXT, wordsIn } from "./words-in.ts";

/** Where a field stands: in what was said of one consent, with a person, or with an order. */
export type Place = "consent" | "person" | "order";

/** What a field tells by its name: a refusal (`emailOptOut`), or an agreement (`subscribed`), which a no in it takes back. */
type Kind = {
  tells: "no" | "yes";
  /** Nothing but a word for yes is one there: in `marketingSource: "google"` nothing was refused. */
  isStrict: boolean;
};

const BY =
  "(?:e ?mail|mail|sms|text|whats ?app|push|we ?com|we ?chat|contact|call|phone|messag|notif|market|promo|advert|news ?letter|offer|campaign|commercial)";
const NOT =
  "(?:not?|non|never|do ?n[o']?t|do n t|dont|stop\\w*|block\\w*|without|refus\\w*|reject\\w*|declin\\w*|den(?:y|ied)|revo[kc]\\w*|withdr\\w*|objected|objection|banned|muted?|disabl\\w*|cancel\\w*)";

/** Names of refusals, by themselves or with what is refused. */
const NO = new RegExp(
  `unsub|opt(?:ed|ing)? ?out|suppress|(?:block|black|deny) ?list| (?:dnc|dnd|dne)(?= )| ${NOT} ?(?:to )?${BY}|${BY}\\w* (?:stop\\w*|block\\w*|refus\\w*|reject\\w*|declin\\w*|denied|revoked|disabl\\w*|cancel\\w*|bounc\\w*|complain\\w*|objection)(?= )`,
);
const AGREED = "(?:accept|agree|allow|permi|want|wish|mailable|contactable|reachable)";
const YES = new RegExp(
  `consent| opt(?:ed|ing)? in(?= )|opt(?:ed)?in(?= )|news ?letter|${AGREED}\\w* ?(?:to )?${BY}|${BY}\\w* ?(?:accepted|agreed|allowed|permi|enabled)`,
);
/** With an order these are of goods that come again and again, and of the mails about it. */
const YES_OF_PERSONS = new RegExp(`subscrib| (?:receive|send|get)s? ?${BY}`);
const PERHAPS = / marketing|marketing |marketing(?:emails?|mails?|sms) /;
const PERHAPS_OF_PERSONS = /subscription| channels? $/;

const END =
  "refus\\w*|reject\\w*|declin\\w*|denied|revo[kc]\\w*|withdr\\w*|objected|objection|blocked|stopped|cancel\\w*|removed|bounced|complained|disabled|deleted|left|out|off|expired|ended|invalid|unreachable|inactive";
const ENDED = new RegExp(` (?:${END})(?= )`);
/** What takes back the yes beside it: `consentRevokedAt`, `notSubscribed`. */
const TAKEN_BACK = new RegExp(` (?:not?|non|never|dont|${END})(?= )`);

/** How a consent was given, by which words, when: no yes, and no refusal in anything but its words. */
const ABOUT =
  / (?:at|on|date|time|timestamp|id|ids|source|type|kind|level|method|version|text|label|name|title|code|channel|campaign|ip|locale|language|url|uri|link|href|page|token|plan|count|score|segment|updated|created|double|confirmed|confirmation|cookies?|terms|age|track) /;
const LINK = / (?:url|uri|link|href|page|token) /;

/** In what was said of a consent, its state by another name. */
const STATE =
  / (?:state|status|value|granted|given|active|enabled|on|allowed|accepted|agreed|checked|ok|opted|permission|reachable) /;
const CHANNEL = /^ (?:e ?mails?|mails?|sms|texts?|whats ?app|push|we ?com|we ?chat|phone|calls?|post|promotions?) $/;

/** Fields whose text sorts somebody: `tags: "vip, do-not-contact"`. */
const SORTS =
  / (?:tags?|labels?|stat(?:us|e)|flags?|segments?|groups?|lists?|notes?|comments?|preferences?|events?|actions?|reasons?) /;

const kindOf = (words: string, place: Place): Kind | undefined => {
  const isOrder = place === "order";
  const isYes = YES.test(words) || (!isOrder && YES_OF_PERSONS.test(words));
  const isPerhaps = PERHAPS.test(words) || (!isOrder && PERHAPS_OF_PERSONS.test(words));
  if (NO.test(words) || ((isYes || isPerhaps) && TAKEN_BACK.test(words))) return { tells: "no", isStrict: true };
  if (isYes || isPerhaps) return { tells: "yes", isStrict: isYes };
  return undefined;
};

/** Of a field within a consent: what the consent's own name does not say, or by another name. */
const kindWithin = (words: string, { tells, isStrict }: Kind): Kind | undefined => {
  const isState = STATE.test(words);
  if (ENDED.test(words) || (isState && TAKEN_BACK.test(words))) return { tells: "no", isStrict: true };
  if (tells === "no") return { tells, isStrict };
  if (isState) return { tells, isStrict: true };
  return CHANNEL.test(words) ? { tells, isStrict: false } : undefined;
};

/** As deep as a body of ours is copied: what lies deeper is none of our numbers either. */
const MAX_DEPTH = 8;

/**
 * Whether a field that is not ours, and of which nothing is read, may tell of a refusal: by its name and what stands in it, or by
 * those of the fields in it, as other systems have them (`email_marketing_consent: {state: "unsubscribed"}`, `emailOptOut: true`,
 * `attributes: [{name: "newsletter", value: "0"}]`). A plain yes, nothing, and what is of something else may not.
 */
export const mayRefuse = (key: string, value: unknown, place: Place): boolean =>
  refuses(key, value, place, place === "consent" ? { tells: "yes", isStrict: false } : undefined, 0);

const refuses = (key: string, value: unknown, place: Place, around: Kind | undefined, depth: number): boolean => {
  if (depth > MAX_DEPTH) return false;
  const words = wordsIn(key);
  const kind = kindOf(words, place) ?? (around && kindWithin(words, around));
  return isRefused(words, value, { place, kind, around: kind ?? around }, depth);
};

type Seen = { place: Place; kind: Kind | undefined; around: Kind | undefined };

const isRefused = (words: string, value: unknown, seen: Seen, depth: number): boolean => {
  if (Array.isArray(value)) return depth < MAX_DEPTH && value.some((part) => isRefused(words, part, seen, depth + 1));
  if (typeof value === "object" && value !== null) return refusesWithin(value, seen, depth);
  if (seen.kind !== undefined) return isNoOf(words, value, seen.kind);
  return typeof value === "string" && seen.place !== "order" && SORTS.test(words) && refusesInWords(value);
};

const refusesWithin = (value: object, { place, around }: Seen, depth: number): boolean => {
  const fields = Object.entries(value);
  const [named] = fields.filter(([key, name]) => NAMES.has(key.toLowerCase()) && typeof name === "string");
  const [told] = fields.filter(([key]) => key.toLowerCase() === "value");
  if (named && told && refuses(String(named[1]), told[1], place, around, depth + 1)) return true;
  return fields.some(([key, part]) => refuses(key, part, place, around, depth + 1));
};

/** Lists of fields with names: `{name: "newsletter", value: "0"}`. */
const NAMES: ReadonlySet<string> = new Set(["name", "key", "field", "attribute", "label", "code", "property"]);

const isNoOf = (words: string, value: unknown, { tells, isStrict }: Kind): boolean => {
  if (value === undefined || value === null || value === "") return false;
  if (tells === "no") return !LINK.test(words) && !isDenied(value);
  if (typeof value === "boolean") return !value && !ABOUT.test(words);
  const said = typeof value === "string" ? saidIn(value) : numbersSay.get(value);
  if (said === "denied") return typeof value === "string" || !ABOUT.test(words);
  return said === undefined && isStrict && !ABOUT.test(words);
};

const numbersSay: ReadonlyMap<unknown, "granted" | "denied"> = new Map([
  [1, "granted"],
  [0, "denied"],
]);

/** Of a refusal it is said that there is none. */
const isDenied = (value: unknown): boolean =>
  value === false || value === 0 || (typeof value === "string" && noRefusal.has(wordsIn(value).trim()));

const noRefusal: ReadonlySet<string> = new Set([
  "",
  "no",
  "none",
  "never",
  "false",
  "0",
  "off",
  "n",
  "null",
  "nil",
  "n a",
]);

const saidIn = (text: string): "granted" | "denied" | "unknown" | undefined => {
  const said = consentSaid(text.slice(0, LONGEST_TEXT))?.state;
  if (said !== undefined) return said;
  const words = wordsIn(text);
  if (kindOf(words, "person")?.tells === "no" || TAKEN_BACK.test(words)) return "denied";
  return YES.test(words) || YES_OF_PERSONS.test(words) ? "granted" : undefined;
};

/** More words than these are about something: "please do not call before nine, the baby sleeps". */
const MOST_WORDS = 5;

const refusesInWords = (text: string): boolean =>
  text
    .slice(0, LONGEST_TEXT)
    .split(/[,;|]/)
    .map(wordsIn)
    .some((words) => words.split(" ").length <= MOST_WORDS + 2 && kindOf(words, "person")?.tells === "no");
