import type { Consent } from "../model/consent.ts";

/** What a cell says of mail. */
type Said = Pick<Consent, "state" | "basis">;

const granted: Said = { state: "granted", basis: "explicit" };
const denied: Said = { state: "denied", basis: "none" };
const unknown: Said = { state: "unknown", basis: "none" };

/**
 * Words for yes, for the whole of a cell (looked through last on 2026-11-29, as all lists here). Nothing else is a yes.
 */
const yes = [
  ..."yes true 1 y granted subscribed subscribe opt-in opted-in explicit confirmed".split(" "),
  ..."ja oui sí si sì sim da tak да evet có 是 同意 はい 同意する 예 네 동의".split(" "),
];

/** No, and nothing else: of a refusal it says that there is none. */
const bareNo = [
  ..."no false 0 n off".split(" "),
  ..."nein non nee nej nei não nie ne нет hayır không 否 不 いいえ 아니요 아니오 ไม่ tidak".split(" "),
];

/** For a no that says too little to be one at the beginning of a sentence ("no answer"). */
const plainNo = [...bareNo, ..."stop 不可 停止".split(" ")];

/** Refusals of being written to, whatever stands around: nothing else is refused in these words. */
const refusalsOfMail = [
  ..."unsubscribed unsubscribe un-subscribed opted-out opt-out optout opted-out-of suppressed do-not-contact do-not-email".split(
    " ",
  ),
  ..."do-not-mail don't-contact no-marketing no-newsletter no-emails dnc not-opted-in".split(" "),
  ..."abgemeldet ausgetragen kein-newsletter keine-werbung keine-e-mails".split(" "),
  ..."désabonné désabonnée désinscrit désinscrite desabonne desinscrit ne-pas-contacter pas-de-newsletter".split(" "),
  ..."baja dado-de-baja dada-de-baja no-contactar no-molestar disiscritto disiscritta non-contattare".split(" "),
  ..."descadastrado descadastrada descadastrou afgemeld uitgeschreven avregistrerad avanmäld afmeldt avmeldt".split(
    " ",
  ),
  ..."wypisany wypisana отписан отписана отписался отписалась abonelikten-çıktı hủy-đăng-ký huỷ-đăng-ký".split(" "),
  ..."不订阅 不訂閱 退订 退訂 已退订 已退訂 取消订阅 取消訂閱 受信拒否 配信拒否 配信停止 配信不可".split(" "),
  ..."수신거부 수신-거부 구독취소 구독-취소".split(" "),
];

/**
 * Refusals, also where more stands behind ("Unsubscribed - manual"): the statuses of Klaviyo, Mailchimp, Shopify, Magento, MailPoet,
 * AutomateWoo, Brevo and Dotdigital, and what people write in eleven languages. Whom a service gave up (`cleaned`, `bounced`, `invalid`) counts.
 */
const refusals = [
  ...refusalsOfMail,
  // English
  ..."denied bounced bounce hard-bounced hard-bounce hardbounced soft-bounced softbounced cleaned complained".split(
    " ",
  ),
  ..."complaint spam reported-as-spam abuse blocked blocklisted blacklisted redacted revoked withdrawn refused".split(
    " ",
  ),
  ..."declined rejected removed objected no-consent not-consented no-thanks invalid".split(" "),
  // German, French
  ..."abbestellt widerrufen widersprochen widerspruch abgelehnt gesperrt keine-einwilligung nicht-einverstanden".split(
    " ",
  ),
  ..."refusé refus opposition révoqué".split(" "),
  // Spanish, Italian, Portuguese
  ..."cancelado cancelada rechazado rechazada revocado no-acepta".split(" "),
  ..."cancellato cancellata rifiutato rifiutata revocato recusado recusada não-aceita".split(" "),
  // Dutch, Polish, Russian, Turkish, Vietnamese
  ..."geweigerd rezygnacja odmowa отказ отказался отказалась".split(" "),
  ..."reddedildi iptal từ-chối đã-hủy đã-huỷ không-đồng-ý không-nhận".split(" "),
  // Chinese, Japanese, Korean
  ..."不同意 不接受 拒绝 拒絕 已拒绝 已拒絕 已取消 黑名单 拒否 解除 退会 同意しない 希望しない 不要".split(" "),
  ..."거부 미동의 해지 동의안함 동의-안함".split(" "),
];

/** Who said nothing yet, or not to the end; what stands where there is nothing to write. */
const nothingSaidYet = [
  ..."unknown never-subscribed neversubscribed not-subscribed non-subscribed nonsubscribed pending unconfirmed".split(
    " ",
  ),
  ..."not-activated not-confirmed inactive transactional archived".split(" "),
  ..."n/a na n.a none null nil nan undefined not-given not-set not-asked not-provided unset blank empty".split(" "),
  ..."no-answer no-response no-reply no-data no-info no-information no-value no-status no-entry".split(" "),
  ..."keine-angabe keine-angaben k.a unbekannt nicht-bekannt non-renseigné inconnu inconnue desconocido sin-datos".split(
    " ",
  ),
  ..."sconosciuto desconhecido onbekend ukendt okänd ukjent nieznany неизвестно bilinmiyor không-rõ".split(" "),
  ..."未知 不明 不详 不詳 未设置 未設定 未回答 無回答 无 無 미정 알-수-없음".split(" "),
];

/** Both are looked for from the beginning alone, and go on to the last letter at once: a cell of marks takes no longer than one of words. */
const MARKS_BEFORE = /^[^\p{L}\p{N}]+/u;
const MARKS_BEHIND = /^(.*[\p{L}\p{N}\p{M}]).*$/su;

/** As a word is compared: without case, with a hyphen for whatever parts its parts, without marks around it. */
const plain = (text: string): string =>
  text
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll("’", "'")
    .replaceAll(/[\s_-]+/g, "-")
    .replace(MARKS_BEFORE, "")
    .replace(MARKS_BEHIND, "$1");

const whole = new Map<string, Said>([
  ...yes.map((word) => [plain(word), granted] as const),
  ...nothingSaidYet.map((word) => [plain(word), unknown] as const),
  ...[...plainNo, ...refusals].map((word) => [plain(word), denied] as const),
  ["soft-opt-in", { state: "granted", basis: "soft-opt-in" }],
]);

const bare: ReadonlySet<string> = new Set(bareNo.map(plain));
export const isBareNo = (text: string): boolean => bare.has(plain(text));

const ofMail: ReadonlySet<string> = new Set(refusalsOfMail.map(plain));
const ofAnything: ReadonlySet<string> = new Set(refusals.map(plain));

/** What a word refuses where it is a name, and no answer: what is `declined` may be a card as well. */
export const refusalNamed = (word: string): "of mail" | "of anything" | undefined => {
  const text = plain(word);
  if (ofMail.has(text)) return "of mail";
  return ofAnything.has(text) ? "of anything" : undefined;
};

/** Scripts without blanks part a word from the next by nothing; no address begins with a refusal. */
const UNDIVIDED = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u;
const beginsWith = (text: string, word: string): boolean =>
  text.startsWith(word) && (UNDIVIDED.test(word) || /^[-–—,;:(/]/.test(text.slice(word.length)));

const begun = [...plainNo, ...refusals].map(plain);

/**
 * A yes in quotes or brackets, or behind a tick, is one; `[ ] yes`, `❌ yes`, `!true`, `yes?` and `-1` are none. What stands behind it
 * begins with a sign that it has none of: where two runs may share signs, each way to part them is tried.
 */
const OF_A_YES =
  /^[\s"'“”„«»‹›‘’(:☑✓✔✅]*[\p{L}\p{N}][\p{L}\p{N}\p{M}\s_'’-]*(?:["“”„«»‹›‘).!☑✓✔✅][\s"'“”„«»‹›‘’).!☑✓✔✅]*)?$/u;
/** Says of the sign before it that it is a picture. */
const PICTURE = "\uFE0F";

/** As a program writes them that took the column for numbers: `1.0`. */
const ONE_OR_NOUGHT = /^([01])[.,]0+$/;

/** Marks alone are as good as an empty cell. */
const NOT_GIVEN = /^[-–—./?]*$/;

/**
 * What a cell says of marketing mail: a yes only by a word for it alone, a no also where more stands behind it. Undefined for what
 * cannot be understood, which is never a yes.
 *
 * @example consentSaid("Unsubscribed - manual") // { state: "denied", basis: "none" }
 */
export const consentSaid = (text: string): Said | undefined => {
  if (NOT_GIVEN.test(text.trim())) return text.trim() === "" ? undefined : unknown;
  const number = ONE_OR_NOUGHT.exec(text.trim())?.[1];
  if (number !== undefined) return number === "1" ? granted : denied;
  const word = plain(text);
  const said = whole.get(word);
  if (said?.state === "granted") return OF_A_YES.test(text.replaceAll(PICTURE, "")) ? said : undefined;
  return said ?? (begun.some((refusal) => beginsWith(word, refusal)) ? denied : undefined);
};
