import { plainIn } from "../model/phone-text.ts";

/** What tills and forms write where there is nothing to write. */
const NOT_GIVEN = /^(?:[-–—./?]+|#?n\/?a|n\.a\.|nan|none|null|nil|undefined|unknown|\\n|<na>|no e?-?mail|not given)$/i;
/** What a spreadsheet program shows in place of a value, in whichever language: `#REF!`, `#NAME?`, `#BEZUG!`, `Err:502`. */
const ERROR = /^(?:#[¡¿]?[\p{L}\d/_ ]{1,20}[!?]|#n\/?[adv]|#getting_data|err:\d{3}|#+)$/iu;
export const isSheetError = (text: string): boolean => ERROR.test(text.trim());
export const isNotGiven = (text: string): boolean => NOT_GIVEN.test(text.trim());

/** The longest of what is looked for, with room for what stands around it. */
const LONGEST = 60;

/**
 * What systems and people write as the customer id of who has none (looked through last on 2026-11-29), as `plain` has it: without
 * case and accents, one blank between words.
 */
const GUESTS: ReadonlySet<string> = new Set(
  `
  guest, guests, guest customer, guest user, guest account, guest buyer, guest checkout, guest order, guest shopper, walkin, walk in,
  walk ins, walkin customer, walk in customer, anonymous, anonymous customer, anonymous user, anon, visitor, not logged in, logged out,
  not registered, unregistered, unregistered customer, no customer, no account, no id, no customer id, cash customer, cash sale,
  cash sales, counter sale, counter sales, counter customer, casual customer, general customer, general public, public, default customer,
  misc customer, miscellaneous, various, various customers, one time customer, retail customer, over the counter,
  gast, gaste, gastkunde, gastkundin, gastbesteller, gastbestellung, gastkonto, laufkunde, laufkunden, laufkundschaft, barkunde,
  barverkauf, kassenkunde, einmalkunde, unbekannt, anonym, ohne kunde, kein kunde, diverse, divers, ohne, leer,
  invite, invitee, client invite, compte invite, visiteur, anonyme, inconnu, passager, client passager, client de passage,
  client comptoir, client divers, clients divers, client anonyme, client inconnu, sans compte, aucun, vide,
  invitado, invitada, cliente invitado, consumidor final, cliente final, publico general, publico en general, cliente general,
  cliente mostrador, mostrador, venta mostrador, venta de mostrador, cliente ocasional, cliente de paso, cliente contado, clientes varios,
  cliente varios, varios, anonimo, cliente anonimo, desconocido, sin cliente, sin registro, visitante, ninguno, vacio,
  convidado, cliente convidado, consumidor, cliente padrao, cliente balcao, balcao, venda balcao, venda a balcao, cliente avulso,
  nao identificado, cliente nao identificado, consumidor nao identificado, desconhecido, sem cliente, sem cadastro, nenhum, vazio,
  ospite, cliente ospite, cliente generico, cliente occasionale, cliente di passaggio, cliente banco, anonimi, sconosciuto,
  consumatore finale, privato generico, nessuno, vuoto,
  gastklant, passant, balieklant, losse klant, onbekend, anoniem, contante klant, niet ingelogd, geen, leeg,
  gastkund, kontantkund, okand, okand kund, anonym kund, gaest, gaestekunde, gæst, gæstekunde, kontantkunde, ukendt, gjest, gjestekunde,
  ukjent, ikke innlogget, vieras, vierasasiakas, satunnainen asiakas, kateisasiakas, tuntematon, kulaline,
  gosc, klient gosc, klient detaliczny, klient anonimowy, klient jednorazowy, paragon, anonim, nieznany, brak, niezalogowany,
  host, neznamy, neprihlaseny, hotovostni zakaznik, anonymni zakaznik, hotovostny zakaznik, vendeg, lakossagi vevo, ismeretlen, nevtelen,
  oaspete, vizitator, musafir, client ocazional, client persoana fizica, persoana fizica, necunoscut, gost, gost kupac, maloprodaja,
  fizicka osoba, fizicko lice, nepoznat, svecias, viesis,
  επισκεπτης, πελατης λιανικης, λιανικη, ανωνυμος, αγνωστος,
  misafir, misafir musteri, ziyaretci, perakende musteri, perakende, nihai tuketici, muhtelif, muhtelif musteri, bilinmiyor, uye degil,
  гость, гости, розничныи покупатель, розничныи клиент, частное лицо, физическое лицо, физлицо, аноним, анонимныи покупатель, неизвестно,
  неизвестныи, без регистрации, незарегистрированныи, гість, гість магазину, роздрібнии покупець, анонім, невідомо, гост, непознат,
  ضيف, زائر, عميل نقدي, زبون نقدي, عميل عام, مجهول, غير مسجل, زبون عابر, אורח, לקוח מזדמן, לקוח כללי, אנונימי, مهمان, ناشناس, مشتری متفرقه,
  अतिथि, मेहमान, অতিথি, விருந்தினர்,
  游客, 遊客, 访客, 訪客, 散客, 过客, 路人, 匿名, 匿名用户, 匿名客户, 非会员, 非會員, 未登录, 未登錄, 未注册, 游客用户, 零售客户, 普通客户, 门店散客, 无, 無, 空,
  ゲスト, ゲスト様, ゲスト購入, 非会員, 会員外, 未登録, 匿名希望, 一般客, 一般のお客様, なし, 비회원, 게스트, 손님, 방문자, 익명, 비로그인, 일반고객, 없음,
  ลูกค้าทั่วไป, ผู้เยี่ยมชม, ลูกค้าเงินสด, ไม่ระบุ, khach, khach le, khach vang lai, khach hang le, an danh, tamu, pelanggan umum, umum, tetamu,
  pelanggan tunai,
  n a, na, nan, nat, none, null, nil, undefined, unknown, not given, not set, not available, empty, blank, false, true, object, object object
  `
    .split(",")
    .map((word) => plain(word)),
);

/** Noughts alone, with a decimal mark or dashes between them too: a table's default, a number of no value, the id of no object. */
const NOUGHTS = /^[-+]?0[0.,-]*$/;
const MINUS_ONE = /^-1(?:[.,]0+)?$/;
const ALL_ONES = /^f{8}-?(?:f{4}-?){3}f{12}$/i;

/** Whether what stands for a customer id names nobody: orders under it are of as many people as there are guests. */
export const isNobodysId = (id: string): boolean => {
  if (id.length > LONGEST) return false;
  const seen = plainIn(id);
  const bare = bareOf(seen);
  if (isNotGiven(seen) || isSheetError(seen) || MINUS_ONE.test(seen) || [bare, seen].some((text) => NOUGHTS.test(text)))
    return true;
  return bare === "" || ALL_ONES.test(bare) || isNotGiven(bare) || isGuest(bare);
};

/** None of these words has a figure in it, and most ids have. */
const isGuest = (bare: string): boolean => !/\d/.test(bare) && GUESTS.has(plain(bare));

/** Without quotes, brackets and other signs around it. */
const bareOf = (text: string): string => /[\p{L}\p{N}](?:.*[\p{L}\p{N}\p{M}])?/su.exec(text)?.[0] ?? "";

/** Accents are left out, of letters alone that have a plain one: the signs of Thai and Hindi are letters of their own. */
function plain(text: string): string {
  return text
    .normalize("NFD")
    .replaceAll(/(?<=[\p{sc=Latin}\p{sc=Greek}\p{sc=Cyrillic}])\p{M}+/gu, "")
    .normalize("NFC")
    .toLowerCase()
    .replaceAll(/[\s_\-./\p{Pd}]+/gu, " ")
    .trim();
}
