import { LONGEST_TEXT, wordsIn } from "./words-in.ts";

const words = (...lists: string[]): RegExp => new RegExp(`^(?:${lists.join("|")})$`, "u");

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
    " (?:bis|tage|jours|jusqu\\p{L}*|hasta|d[ií]as|giorni|entro|fino|até|dagen|tot|iban|bic|swift|holder|carriers?|cent(?:er|re)s?)(?= )",
    " (?:refund|return) (?:account|name)(?= )",
    " rights?(?= )|rechte?s?(?= )|droit|derecho|diritto|direito",
    "frist|garantie|schutz|gebuehr|gebühr|bedingung|delai|délai|plazo|politica|política|garantia|garantía|garanzia|termine",
    "期限|期间|期間|政策|保证|保證|保障|险|險|手续费|規定|ポリシー|可能|不可|기간|정책|가능|불가|보험",
    "天数|日数|截止|まで|까지|[权權権](?:利)?(?= )|권리|地址|住所|주소",
  ].join("|"),
  "u",
);

/** Of what is no money of this order: points, taxes that another pays, a customer's or a shop's history, and to whom something went. */
const OF_ELSE = new RegExp(
  [
    " (?:points?|miles|rewards?|loyalty|commissions?|affiliates?|referr\\w*|previous|past|lifetime|history)(?= )",
    " (?:tax(?:es)?|vat|gst) (?:credited|reversed) | (?:credited|reversed) (?:tax(?:es)?|vat|gst) ",
    " (?:customers?|buyers?) (?:refunds|returns|chargebacks) | (?:to|by) $",
  ].join("|"),
);

/** Words by which a text says that nothing did, in the languages in which that is named; alone, or of what did not. */
const DENIED = words(
  "no|not|non|none|never|without|false|off|n|null|nil|na|nvt|un\\w+ed|kein\\w*|nein|nicht\\w*|nie|aucune?s?|pas|sans|jamais|rien",
  "ningun[oa]?s?|ningún|sin|nada|nunca|nessun[oa]?|niente|mai|nenhum[a]?|nao|não|sem|geen|niet|nee|nooit|open|pending|offen|ausstehend|entfällt|entfaellt|pendiente|pendente",
);
const OF_WHAT = words(
  "a|n|applicable|requested|required|needed|eligible|available|issued|made|done|given|due|yet|any|charged|back|money|charges?|\\w*able",
  "noch|zutreffend|anwendbar|beantragt|erfolgt|retourniert|zurück\\p{L}*|objet|demandé|effectué|encore|ne|est",
  "aplica\\w*|aplicável|solicitad[oa]|applicabile|richiesto|se|van|toepassing|aangevraagd",
);
/** Of these, what may be done with a refund, and which of it says that it was, or only that somebody wants it. */
const ASKED_FOR = "requested|required|needed|eligible|due|beantragt|demandé|solicitad[oa]|richiesto|aangevraagd";
const WAS_DONE = "issued|made|done|given|erfolgt|effectué";
const ASKED = words(ASKED_FOR);
const DID = words(WAS_DONE);
const DEED = words(ASKED_FOR, WAS_DONE);
/** A word that is its own denial: undelivered, unreturned. */
const UNDONE = words("un\\w+ed");
/** Goods go back without money, and money without goods. */
const GOODS = words("returned|returns|retourniert|r[uü]e?ckgaben?|退货|退貨|返品|반품");
/** Says by itself that something went back, where *refund* may be any. */
const DONE = words(
  "\\w+ed(?:_back)?|\\w*(?:erstattet|gezahlt)|rembours[eé]e?s?|reembolsad\\w+|estornad\\w+|devolvid\\w+|rimborsat\\w|terugbetaald",
);
const OF_TWO_WORDS = / (charged?|money|credit) (backs?|notes?|memos?) /g;
const CLAUSES = /[,;:.()[\]|/–—、，。；：\n]|\s-+\s/u;
/** The same of texts that part no words. */
const DENIED_SIGNS =
  /^(?:正常|否|不|无|無|未|没有|沒有|尚未|暂无|暫無|非|なし|無し|ない|いいえ|없음|아니오|아니요|미|해당없음|해당 없음|不适用|不適用|該当なし)(?:退款|退货|退貨|返金|返品|환불|반품|申请|申請|处理|處理|済み?)*$/u;
const DENIED_BEHIND =
  /^(?:退款|退货|退貨|返金|返品|환불|반품|申请|申請)+(?:は|이|내역)? ?(?:なし|無し|していない|されていない|ない|없음|안함|안 함|不要)$/u;

/** As deep as a body of ours is copied. */
const MAX_DEPTH = 8;

/**
 * Where in a field of an order that is not ours, and of which nothing is read, it may be told that something went back: the keys that
 * lead there, the field's own first. By its name and what stands in it, or by those of the fields in it.
 */
export const refundMeant = (key: string, value: unknown, depth = 0): readonly string[] | undefined => {
  const named = wordsIn(key);
  if (WENT_BACK.test(named))
    return !MAY_GO_BACK.test(named) && !OF_ELSE.test(named) && isSomething(value, depth) ? [key] : undefined;
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

/** Whether a field is named after what went back, and says that nothing did. */
export const isNothingBack = (key: string, value: unknown): boolean =>
  WENT_BACK.test(wordsIn(key)) && typeof value !== "object" && !isSomething(value, 0);

/** A text without a figure but nought, such as `0.00 EUR`, is no money. */
const isTold = (text: string): boolean => !text.includes("0") && !isDenied(text.slice(0, LONGEST_TEXT));

/** *No refund*, *nicht erstattet*, *未退款*: a denial, and nothing but what is denied. Not fully is in part. */
const isDenied = (text: string): boolean => {
  const whole = wordsIn(text).trim();
  if (whole === "" || DENIED_SIGNS.test(whole) || DENIED_BEHIND.test(whole)) return true;
  const said = text.split(CLAUSES).flatMap(saidIn);
  if (!said.some(({ word }) => DENIED.test(word)) || !said.every(isOfDenials)) return false;
  const back = said.filter(({ word }, at) => wentBack(word) && !isOnlyAsked(said, at));
  const money = back.filter(({ word }) => !GOODS.test(word));
  const denied = new Set(said.map((_word, at) => deniedBy(said, at)));
  return (money.length > 0 ? money : back).every((one) => denied.has(one));
};

/** Words of one clause stand by each other. */
type Said = { word: string; clause: string };

const saidIn = (clause: string): Said[] =>
  wordsIn(clause)
    .replaceAll(OF_TWO_WORDS, " $1_$2 ")
    .split(" ")
    .flatMap((word) => (word === "" ? [] : { word, clause }));

const wentBack = (word: string): boolean => WENT_BACK.test(` ${word.replace("_", " ")} `);
const isOfDenials = ({ word }: Said): boolean =>
  DENIED.test(word) || OF_WHAT.test(word) || GOODS.test(word) || wentBack(word);
const isOnlyAsked = (said: readonly Said[], at: number): boolean =>
  !DONE.test(said[at]?.word ?? "") && ASKED.test(said[at + 1]?.word ?? "");

/**
 * What a denial denies: the first behind it that may have gone back (*not refunded*, *keine Rückerstattung*). With none there, what it
 * stands behind: whatever that is where it is the answer (*refunded: no*), and where it is of a deed, what is not said to be done
 * (*refund not issued*, not *refunded, not requested*).
 */
const deniedBy = (said: readonly Said[], at: number): Said | undefined => {
  const denial = said[at];
  if (denial === undefined || !DENIED.test(denial.word)) return undefined;
  const isOfDeed = UNDONE.test(denial.word);
  const behind = said.slice(at + 1).filter(({ clause }) => clause === denial.clause);
  const ahead = behind.find(({ word }) => GOODS.test(word) || wentBack(word));
  if (ahead !== undefined) return isOfDeed && DONE.test(ahead.word) ? undefined : ahead;
  const isAnswer = !isOfDeed && behind.every(({ word }) => DENIED.test(word) || !DEED.test(word));
  const before = said
    .slice(0, at)
    .findLast(({ word }) => (isAnswer ? wentBack(word) : !OF_WHAT.test(word) || DID.test(word)));
  return before !== undefined && (isAnswer || !DONE.test(before.word)) ? before : undefined;
};

type Told = { status?: unknown; cancelled?: unknown; test?: unknown; refunds?: unknown };

/** Whether nothing hangs on what a refund's other names say: ours tell it, or the order is worth nothing whatever went back. */
export const isRefundTold = ({ status, cancelled, test, refunds }: Told): boolean =>
  [cancelled, test].some((flag) => flag === true || flag === "true") ||
  (typeof status === "string" && status.toLowerCase() === "refunded") ||
  (typeof refunds === "object" && refunds !== null && Object.values(refunds).some((minor) => minor !== 0));
