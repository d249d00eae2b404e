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

/** Of how something may go back, and not that it did. */
const MAY_GO_BACK =
  / (?:\w*able|polic(?:y|ies)|url|uri|link|href|page|token|until|deadline|window|days|period|terms|eligib\w*|allowed|possible|available|methods?|address|email|label|currency|instructions) /;

/** Words for that nothing did. */
const NOTHING: ReadonlySet<string> = new Set(
  "|no|none|never|false|off|n|null|nil|n a|not refunded|unrefunded|no refund|no refunds|not returned|open|pending".split(
    "|",
  ),
);

/** As deep as a body of ours is copied. */
const MAX_DEPTH = 8;

/**
 * Whether a field of an order that is not ours, and of which nothing is read, may tell that something went back: by its name and
 * what stands in it, or by those of the fields in it.
 */
export const mayTellRefund = (key: string, value: unknown, depth = 0): boolean => {
  const words = wordsIn(key);
  if (WENT_BACK.test(words)) return !MAY_GO_BACK.test(words) && isSomething(value, depth);
  return (
    depth < MAX_DEPTH &&
    typeof value === "object" &&
    value !== null &&
    Object.entries(value).some(([name, part]) => mayTellRefund(name, part, depth + 1))
  );
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
