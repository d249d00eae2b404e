import { wordsIn } from "./words-in.ts";

/** What went back, as other systems and other languages name it. */
const WENT_BACK = new RegExp(
  [
    " refund| returned | returns | return (?:amount|total|minor|value|sum|quantity|qty|lines?|items?) ",
    "charge ?backs? | charged back | money back | reversals? | reversed | reimburs| credit ?notes? | credit ?memos? | credited ",
    " r[uü]e?ck(?:erstatt|zahl|gabe)| erstattet| gutschrift| rembours| reembols| devoluci[oó]n| devolvid| estorn| rimbors| terugbetal",
    "退款|退货|退貨|返金|返品|환불|반품",
  ].join("|"),
);

/** Of how, whether and until when something may go back, what that costs, and who insures it: not that it did. */
const MAY_GO_BACK = new RegExp(
  [
    " (?:\\w*able|polic(?:y|ies)|url|uri|link|href|page|token|until|deadlines?|window|days|period|terms|eligib\\w*|allowed|possible)(?= )",
    " returns accepted(?= )| free returns(?= )",
    " (?:available|enabled|supported|methods?|address|email|label|currency|instructions|limit|thresholds?)(?= )",
    " (?:protect\\w*|guarantee\\w*|insur\\w*|cover\\w*|warrant\\w*|shield|liability|fees?|costs?|risks?|scores?|rates?|ratio|probability|likelihood)(?= )",
    "frist|garantie|schutz|gebuehr|gebühr|bedingung|delai|délai|plazo|politica|política|garantia|garantía|garanzia|termine",
    "期限|期间|期間|政策|保证|保證|保障|险|險|手续费|規定|ポリシー|可能|不可|기간|정책|가능|불가|보험",
  ].join("|"),
);

/** Of what is no money of this order: points, taxes that another pays, a customer's or a shop's history, and to whom something went. */
const OF_ELSE = new RegExp(
  [
    " (?:points?|miles|rewards?|loyalty|commissions?|affiliates?|referr\\w*|previous|past|lifetime|history)(?= )",
    " (?:tax(?:es)?|vat|gst) (?:credited|reversed) | (?:credited|reversed) (?:tax(?:es)?|vat|gst) ",
    " (?:customers?|buyers?) (?:refunds|returns|chargebacks) | (?:to|by) $",
  ].join("|"),
);

/** Words for that nothing did. */
const NOTHING: ReadonlySet<string> = new Set(
  "|no|none|never|false|off|n|null|nil|n a|not refunded|unrefunded|no refund|no refunds|not returned|open|pending".split(
    "|",
  ),
);

/** As deep as a body of ours is copied. */
const MAX_DEPTH = 8;

/**
 * Where in a field of an order that is not ours, and of which nothing is read, it may be told that something went back: the keys that
 * lead there, the field's own first. By its name and what stands in it, or by those of the fields in it.
 */
export const refundMeant = (key: string, value: unknown, depth = 0): readonly string[] | undefined => {
  const words = wordsIn(key);
  if (WENT_BACK.test(words))
    return !MAY_GO_BACK.test(words) && !OF_ELSE.test(words) && isSomething(value, depth) ? [key] : undefined;
  if (depth >= MAX_DEPTH || typeof value !== "object" || value === null) return undefined;
  for (const [name, part] of Object.entries(value)) {
    const path = refundMeant(name, part, depth + 1);
    if (path) return [key, ...path];
  }
  return undefined;
};

const isSomething = (value: unknown, depth: number): boolean => {
  if (typeof value === "string") return /[1-9]/.test(value) || isTold(value);
  if (typeof value === "number") return value !== 0;
  if (typeof value !== "object" || value === null) return value === true;
  return depth >= MAX_DEPTH || Object.values(value).some((part) => isSomething(part, depth + 1));
};

/** A text without a figure but nought, such as `0.00 EUR`, is no money. */
const isTold = (text: string): boolean => !text.includes("0") && !NOTHING.has(wordsIn(text).trim());

type Told = { status?: unknown; cancelled?: unknown; test?: unknown; refunds?: unknown };

/** Whether nothing hangs on what a refund's other names say: ours tell it, or the order is worth nothing whatever went back. */
export const isRefundTold = ({ status, cancelled, test, refunds }: Told): boolean =>
  [cancelled, test].some((flag) => flag === true || flag === "true") ||
  (typeof status === "string" && status.toLowerCase() === "refunded") ||
  (typeof refunds === "object" && refunds !== null && Object.values(refunds).some((minor) => minor !== 0));
