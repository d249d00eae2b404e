/** What tills and forms write where there is nothing to write. */
const NOT_GIVEN = /^(?:[-–—./?]+|#?n\/?a|n\.a\.|nan|none|null|nil|undefined|unknown|no e?-?mail|not given)$/i;
export const isNotGiven = (text: string): boolean => NOT_GIVEN.test(text.trim());

/** What systems and people write as the customer id of who has none (looked through last on 2026-11-29). */
const GUEST =
  /^(?:0+|-1|guests?|guest[ -](?:customer|user)|walk-?in(?:[ -]customer)?|anonymous|gast|invit[ée]|invitado|ospite|游客|访客|散客|ゲスト|비회원)$/i;

/** Whether what stands for a customer id names nobody: orders under it are of as many people as there are guests. */
export const isNobodysId = (id: string): boolean => isNotGiven(id) || GUEST.test(id.trim().normalize("NFC"));
