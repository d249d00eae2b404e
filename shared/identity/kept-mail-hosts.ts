import { isUnder } from "./address-kinds.ts";

/**
 * Domains under which anybody may have a mailbox (looked through last on 2026-11-29): what providers of mail and of connections give
 * their customers, by their own words. A shop that writes from one owns its own mailbox there and no other.
 */
const domains = `
  gmail.com googlemail.com outlook.com outlook.de outlook.fr outlook.es outlook.jp hotmail.com hotmail.co.uk hotmail.de hotmail.fr
  hotmail.es hotmail.it live.com live.co.uk live.de live.fr live.nl msn.com yahoo.com yahoo.co.uk yahoo.co.jp yahoo.co.in yahoo.de
  yahoo.fr yahoo.es yahoo.it yahoo.ca yahoo.com.br yahoo.com.vn yahoo.com.tw ymail.com rocketmail.com aol.com aol.de icloud.com
  me.com mac.com proton.me protonmail.com pm.me tuta.com tuta.io tutanota.com tutanota.de zoho.com zohomail.com zohomail.eu
  fastmail.com fastmail.fm hey.com hushmail.com mail.com email.com usa.com
  gmx.de gmx.net gmx.com gmx.at gmx.ch web.de t-online.de magenta.de freenet.de arcor.de online.de vodafone.de posteo.de posteo.net
  mailbox.org bluewin.ch hispeed.ch sunrise.ch aon.at chello.at
  orange.fr wanadoo.fr free.fr sfr.fr laposte.net bbox.fr libero.it virgilio.it alice.it tiscali.it tin.it telefonica.net
  ziggo.nl kpnmail.nl planet.nl hetnet.nl home.nl xs4all.nl telenet.be skynet.be proximus.be
  btinternet.com virginmedia.com sky.com talktalk.net ntlworld.com eircom.net
  comcast.net verizon.net att.net sbcglobal.net bellsouth.net cox.net charter.net earthlink.net juno.com rogers.com shaw.ca telus.net
  sympatico.ca bigpond.com optusnet.com.au xtra.co.nz uol.com.br bol.com.br terra.com.br ig.com.br prodigy.net.mx
  wp.pl o2.pl onet.pl interia.pl gazeta.pl seznam.cz email.cz centrum.cz azet.sk abv.bg ukr.net freemail.hu citromail.hu
  telia.com online.no hotmail.se hotmail.no live.se live.dk mail.dk luukku.com elisanet.fi
  yandex.ru yandex.com ya.ru mail.ru bk.ru inbox.ru list.ru rambler.ru
  qq.com foxmail.com 163.com 126.com yeah.net 188.com sina.com sina.cn sohu.com aliyun.com 139.com 189.cn wo.cn 21cn.com tom.com
  naver.com daum.net hanmail.net nate.com kakao.com docomo.ne.jp ezweb.ne.jp au.com softbank.ne.jp i.softbank.jp nifty.com
  hinet.net pchome.com.tw rediffmail.com
  mail.de o2online.de neuf.fr numericable.fr sapo.pt terra.es mail.bg vip.qq.com vip.163.com optonline.net windstream.net
  blueyonder.co.uk`;

/** Providers that are found under most countries' endings: `hotmail.com.br`, `yahoo.co.id`, `live.ca`. */
const UNDER_MANY_ENDINGS = /^(?:yahoo|ymail|hotmail|live|outlook|msn|gmx|yandex|aol|windowslive)\.(?:com?\.)?[a-z]{2}$/;

/** What RFC 2606 keeps for examples stands for a domain not decided yet. */
const examples = "example.com example.net example.org";

const sharedDomains: ReadonlySet<string> = new Set(`${domains} ${examples}`.trim().split(/\s+/));

/** Whether anybody may have a mailbox under a domain. */
export const isSharedMailDomain = (domain: string): boolean =>
  UNDER_MANY_ENDINGS.test(domain) || isUnder(domain, sharedDomains);
