import type { Mailbox } from "../../shared/campaigns/gate-facts.ts";
import type { Mailing } from "../../shared/campaigns/mailing.ts";
import { tellingCustomers } from "../../shared/campaigns/telling-customers.ts";
import { composeMime } from "../../shared/mail/compose-mime.ts";
import { nobodysKey } from "../../shared/mail/unsubscribe-token.ts";
import type { UnwrittenReason } from "../../shared/model/message.ts";
import { type LetterPlace, letterOf } from "../../shared/post/write-letter.ts";
import { type SampleSettings, sampleDraft } from "./write-samples.ts";

export type TestLetter = { raw: Uint8Array; subject: string; locale: string };

/** Begins the subject of a test mail, so that nobody takes it for what customers got. */
const MARK = "[Test]";

/**
 * A campaign's mail to the operator, as a customer of whom everything is known would get it. Its subject says that it is a test, and
 * the button behind its link stops nobody's mail.
 */
export const testLetter = (
  mailing: Mailing,
  to: Mailbox,
  how: SampleSettings & { place: LetterPlace },
): TestLetter | UnwrittenReason => {
  const [known] = tellingCustomers;
  if (known === undefined) throw new RangeError("there is nobody to write a test mail for");
  const draft = {
    ...sampleDraft(mailing, known, how),
    mailbox: { address: to.address, emailKey: nobodysKey(to.emailKey) },
  };
  const letter = letterOf(draft, how.settings, how.at, how.place);
  if (typeof letter === "string") return letter;
  const subject = `${MARK} ${letter.subject}`;
  return { raw: composeMime({ ...letter, subject }), subject, locale: draft.locale };
};
