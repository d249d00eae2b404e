/** Forms of names of fields, as `nameIn` has them: words in many languages, looked through last on 2026-11-29. */
const words = (...lists: string[]): RegExp => new RegExp(` (?:${lists.join("|")})(?= )`, "u");
const inside = (signs: string): RegExp => new RegExp(signs, "u");
const either =
  (...forms: RegExp[]) =>
  (name: string): boolean =>
    forms.some((form) => form.test(name));

/** Before anything else than these, as before a street or a box, a mailing is what the post brings. */
const MAILING =
  "mailings|mailing ?lists?|mailing(?= (?:$|opt|consent|allow|accept|permi|agree|ok |wanted|status|enabled|active|subscri|unsub|stop|block|refus|reject|declin|denied|revo|disabl|cancel|off|no ))";
/** Words for advertising that are whole: of the same stems are complaints (*Reklamation*), giveaways, costs and recruiters. */
const ADVERTISING =
  "advertising|advertisements?|werbung|werbe ?e? ?mails?|werbe(?:post|briefe?|sms|anrufe?|nachrichten|zusendung(?:en)?|ansprache|newsletter|mailings?|einwilligung\\w*|zustimmung\\w*|erlaubnis|einverst(?:ae|a)ndnis|kennzeichen)|reklam[aeuy]?|reklamer|reklamlar|reklamutskick|reclame|publicite|publicidade?|pubblicita|propaganda|реклам[аеуы]|рекламой|quang cao|tiep thi";
/** Names of what is sent to win buyers. */
const MARKETING_WORDS = `marketing|news ?letters?|boletin\\w*|boletim|infolettres?|nieuwsbrie\\w+|nyhetsbrev\\w*|nyhedsbrev\\w*|uutiskirje\\w*|biuletyn\\w*|bulten\\w*|рассылк\\p{L}*|${MAILING}|${ADVERTISING}`;
const MARKETING_SIGNS =
  "营销|營銷|行銷|广告|廣告|推广|推廣|メルマガ|メール配信|メールマガジン|ニュースレター|広告|광고|마케팅|뉴스레터";
export const isMarketing = either(words(MARKETING_WORDS), inside(MARKETING_SIGNS), / marketing|marketing /);

/** How, and of what, people are written to: of a person, what they allow; of an order, the messages about it. */
const WRITTEN =
  "e ?mails?|mails?|courriels?|correos?|sms|texts|text ?messages?|whats ?app|push|we ?com|we ?chat|notifications?|communications?|comms|kommunikation|comunicacion(?:es)?|comunicazioni|contact(?:ing)?|be contacted|kontakt\\w*|nachrichten|e ?post|почт\\p{L}*|смс";
/** Of which an order may have none as well: there, only who wants them is asked. */
const OFFERS = "promotions|promotional|promos|offers|commercial|ofertas|offerte|offres|angebote";
const WRITTEN_TO_PERSONS = `${WRITTEN}|${OFFERS}|text|phones?|telefon\\w*|calls?|anrufe?|appels?|messages?|messaging|mensajes?`;
const WRITTEN_SIGNS = "邮件|郵件|短信|簡訊|微信|メール|이메일|문자";

const AGREED_WORDS =
  "consent\\w*|opt(?:ed|ing)? ?in|\\w*opt(?:ed)?ins?|einwillig\\w*|zustimm\\w*|einverstanden\\w*|\\w*einverst(?:ae|a)ndnis|consens\\w*|toestemming|samtyk\\w*|samtyc\\w*|suostumus|marketable|zgod\\w*|соглас\\p{L}*";
export const isAgreement = either(words(AGREED_WORDS, "\\w*consents?"), inside("同意|동의"));
/** With an order these are of goods that come again and again, and of the mails about it. */
export const isOfPersons = either(
  words("contactable|e ?mailable|mailable|\\w*subscrib\\w*|abonn\\w*|geabonneerd|suscrit\\w*|iscritt\\w*|inscrit\\w*"),
  inside("订阅|訂閱|購読|구독"),
);
export const SUBSCRIPTION = words("subscriptions?");

const PERMITTED =
  "accept\\w*|agree\\w*|allow\\w*|permi\\w*|may|can|ok|okay|wants?|wish\\w*|willing|receives?|enabled|reachable|authori[sz]\\w*|autori[sz]\\w*|erlaub\\w*|darf|duerfen|souhaite|acept\\w*|desea|accett\\w*|aceit\\w*|toegestaan|recib\\w*|ricev\\w*|receb\\w*|recevoir|erhalten|empfangen|ontvang\\w*|izin\\w*|onay\\w*|разреш\\p{L}*|preferences?|prefs?|notify";
const PERMITTED_SIGNS = "允许|允許|许可|許可|接受|接收|受信|配信|수신|허용";
export const permitted = either(words(PERMITTED), inside(PERMITTED_SIGNS));
export const sends = either(words("sends?|gets?"));

/** Who has left, however many lists. */
export const hasLeft = either(/ unsub|opt(?:ed|ing)? ?out/);
/** Refusals by themselves, whatever is refused. */
export const isRefused = either(
  / unsub|suppress(?:ed|ions?)|opt(?:ed|ing)? ?out/,
  words("dnc|dne|do not market|dont market|\\w*abmeldung|werbesperre|werbeverbot|werbewiderspruch"),
  inside("退订|退訂|拒收|配信停止|配信不要|受信拒否|配信拒否|受信しない|受け取らない|수신거부|구독취소"),
);

/** At a door, a bell. */
export const isNotDisturbed = either(words("dnd|do not disturb"));

const NOT =
  "no|not|non|never|dont|don t|does ?nt|stop\\w*|block\\w*|suppress\\w*|without|mute\\w*|banned|unwanted|refus\\w*|reject(?:s|ed)|declin(?:es|ed)|den(?:y|ies|ied)|revo[kc]\\w*|withdr\\w*|objected|disabl\\w*|keine?\\w?|nicht|pas|sans|aucun\\w*|sin|senza|sem|nao|geen|niet|ingen|inga|ikke|inte|bez|nie|без|не";
const FILL = "(?:(?:to|be|send|receive|get|want|any|more|me|us|by|for|via|de|d|la|le|the) )*";
const REFUSED_BEHIND =
  "stop\\w*|block\\w*|refus\\w*|reject\\w*|declin\\w*|denied|revo[kc]\\w*|disabl\\w*|cancel\\w*|bounc\\w*|complain\\w*|objection|unwanted|off|no|not ok|abbestellt|gekuendigt|gekundigt|abgelehnt|gesperrt|widerrufen";
const refusing = (topics: string): RegExp =>
  new RegExp(` (?:${NOT}) ${FILL}(?:${topics})(?= )| (?:${topics}) (?:${REFUSED_BEHIND})(?= )`, "u");
const inScript = (signs: string): RegExp =>
  inside(`(?:不|无|無|勿|拒|停止)\\p{L}{0,3}(?:${signs})|(?:${signs})\\p{L}{0,2}(?:拒|停止|不要|거부)`);
export const refusesOfPerson = either(
  refusing(`${MARKETING_WORDS}|${WRITTEN_TO_PERSONS}|channels|marketing\\w+`),
  inScript(`${MARKETING_SIGNS}|${WRITTEN_SIGNS}`),
);
export const refusesMarketing = either(refusing(MARKETING_WORDS), inScript(MARKETING_SIGNS));
const GLUED = "(?:e?mail|sms|text|call|phone|contact|market|newsletter|whatsapp|push|notif)\\w*";
export const gluedRefusal = either(new RegExp(` (?:donot|dont|no|stop|never)${GLUED} `));
export const gluedPermission = either(new RegExp(` (?:accepts?|allows?|permits?|wants?|receives?|can|may)${GLUED} `));
const NOT_WRITTEN =
  "(?:no|stop|dont|don'?t|do not|donot|never) ?(?:send ?)?(?:e ?mails?|mails?|sms|contact)|keine ?(?:e ?mails|mails|sms)";
/** Refusals of being written to that are the whole of what a name says: `noEmail`, `stop_emails`; not that somebody has no address. */
export const isNotWritten = either(
  new RegExp(
    ` (?<! (?:has|have|with|got) )(?:${NOT_WRITTEN})(?= (?:(?:to|me|us|please|again|flag|requested|wanted|at|on|date|since) )*$)`,
  ),
);
export const isWritten = either(words(WRITTEN), inside(WRITTEN_SIGNS));
export const isOffers = either(words(OFFERS));
export const writesToPerson = either(words(WRITTEN_TO_PERSONS), inside(WRITTEN_SIGNS));

const END =
  "refus\\w*|reject\\w*|declin\\w*|denied|revo[kc]\\w*|withdr\\w*|objected|objection|blocked|stopped|cancel\\w*|removed|bounced|complained|disabled|deleted|left|out|off|expired|ended|invalid|unreachable|inactive";
export const hasEnded = either(words(END));
/** What takes back the yes beside it: `consentRevokedAt`, `notSubscribed`; of a text, what it stands for: `stopped`. */
export const takenBack = either(words(`not?|non|never|dont|kein\\w*|nicht|${END}`));

/** Of something else, whatever stands beside: parcels, papers, money, measures, and where an order came from. */
export const isElse = either(
  words(
    "deliver\\w*|shipping|shipments?|parcels?|receipts?|invoic\\w*|insurance|warrant\\w*|protection|donations?|gifts?|terms|age",
    "costs?|spend|spent|budgets?|amounts?|minor|cents|totals?|subtotals?|prices?|revenue|fees?|tax\\w*|discounts?|coupons?|vouchers?|codes?|promo",
    "rates?|ratio|percent\\w*|scores?|counts?|number|qty|quantity|days|sent|opened|opens|clicked|clicks?|utm|medium|referr\\w*|attribution",
    "(?:country|land|street|city|town|zip|post ?code|postal|province|region|language|lang|locale|sprache|taal)(?= (?:(?:code|name|id|iso\\w*|\\d+) )?$)",
    "url|uri|link|href|page|token|orders?|payments?|lieferung|versand|kosten|rabatt|gutschein|rechnung|livraison|facture|factura|envio|spedizione",
  ),
  inside("配送|快递|快遞|发票|發票|费用|優惠|优惠|折扣|配達|送料|領収|クーポン|배송|영수증|할인"),
  /^ (?:from|via|by) |^ (?:pais|pays|paese|langue|idioma|lingua) | (?:pais|pays|paese|langue|idioma|lingua) $/,
);
/** What else one agrees to, or leaves out, with an order. */
export const isOfThisOrder = either(
  words(
    "carbon|climate|bags?|cutlery|utensils|napkins|signatures?|round ?up|instal?lments?|substitut\\w*|alcohol|photos?|cards?|route",
  ),
);
/** Messages about an order, which somebody may keep back. */
export const isOfMessages = either(
  words("notifications?|notices?|updates?|alerts?|messages?|reminders?|confirmations?|receipts?"),
);
/** Likewise, and all that lies within: what a browser may keep, and who is watched. */
export const isOfBrowsers = either(
  words("cookies?|cookie\\w*|analytics|tracking|storage|personali[sz]ation|gtm"),
  inside("쿠키"),
);
/** Parts of an order in which what is named after calls and refusals is of the parcel, the card or the goods. */
export const isOfGoods = either(
  words(
    "shipping|shipments?|deliver\\w*|fulfil\\w*|payments?|transactions?|risk|fraud|attribution|items?|line ?items?|products?|gifts?|invoic\\w*|receipts?",
  ),
);

/** How a consent was given, by which words, when: no yes, and no refusal in anything but its words. */
export const isAbout = either(
  words(
    "(?:at|on|from|text)(?= $)|(?<!(?:contact(?:ed)?|notify|me|us) )(?:by|via)|collected|date|time|timestamp|ids?|source|type|kind|level|method|version|label|name|title|channel|campaign|ip|locale|language|plan|segment|(?<!(?:me|us) )updated|created|double|confirmed|confirmation|age|track",
  ),
);
/** Likewise behind the name: of what kind, whence and through what, and a bare no is none of whoever was asked. */
export const asksHow = either(
  words(
    "(?:source|type|kind|level|method|version|label|title|channel|campaign|plan|segment|area|groups?|team|manager|persona|lead|qualified|frequency)(?= $)",
  ),
);
/** Since when: a number there is a time. */
export const isTime = either(words("at|on|date|time|timestamp|since|datum|fecha|data"));

/** In what was said of a consent, its state by another name. */
export const isState = either(
  words(
    "state|status|value|val|granted|given|active|enabled|on|allow\\w*|accept\\w*|agree\\w*|checked|selected|ok|yes|opted|permi\\w*|reachable|wants?|receives?",
  ),
);
export const isChannel = either(
  /^ (?:e ?mails?|mails?|sms|texts?|whats ?app|push|we ?com|we ?chat|phone|calls?|post|contact|messages?|promotions?|offers|notifications?|communications?) $/,
);
export const isList = either(
  words(
    "preferences?|prefs?|permissions?|settings|communications?|comms|kommunikation|notifications?|subscriptions?|channels?|einstellungen|preferenc\\w*|preferenz\\w*|voorkeur\\w*",
  ),
  inside("偏好|設定|设置"),
);
/** Fields whose text sorts somebody: `tags: "vip, do-not-contact"`. */
export const sorts = either(
  words(
    "tags?|labels?|stat(?:us|e)|flags?|segments?|groups?|lists?|notes?|comments?|preferences?|events?|actions?|reasons?",
  ),
);
export const isStatus = either(words("stat(?:us|e)|zustand|estado|stato|statut"), inside("状态|狀態|ステータス|상태"));

export const isNewsletter = either(/news ?letter/);

export const isPreference = either(words("preferences?|prefs?|settings|notifications?"));

export const isPair = either(
  / (?:e ?mails?|mails?|sms|text|whats ?app|push) (?:notifications?|communications?|messag(?:es?|ing)|updates|alerts|promotions) /,
);

export const isAskedFor = either(
  / (?:contact|be contacted) (?:by|via|per) | keep (?:me|us) (?:updated|informed|posted) | (?:e ?mail|sms|text|contact) (?:me|us) /,
);

/** In Spanish the same word is of what is low, as a season is. */
export const LOW = / baja /;

/** Of an order, whoever it may be that is listed so is listed for what they paid. */
export const isListed = either(/(?:black|block|deny) ?list/);

/** Whether a text agrees, in more than a word for yes: `accepts marketing`. */
export const saysYes = either(
  words(AGREED_WORDS, "contactable|e ?mailable|mailable|subscrib\\w*|granted|accepted|allowed|enabled|agreed"),
);

/** Containers of what is of the person, wherever in an order. */
export const isOfCustomer = either(/^ (?:customers?|buyers?|clients?|kund(?:e|en|in)|users?|members?|subscribers?) $/);

/** Of several, none before another. */
export const NO_PREFERENCE = / (?:no|without|none|keine?) (?:\w+ )?(?:preferences?|praeferenz|praferenz) /;

/** What is no text of a message and nobody's name: who gets messages has left them. */
export const hasLeftMessages = (text: string): boolean =>
  / (?:unsubscribed|opted ?out|suppressed|abgemeldet) /.test(text) &&
  !/ (?:not|never|no|nicht) /.test(text) &&
  text.split(" ").length <= 5;
export const isNamed = either(words("(?:name|title|subject|body|text|message|footer|header|template)(?= $)"));

export const isStopped = either(words("stop(?:ped)?"));
