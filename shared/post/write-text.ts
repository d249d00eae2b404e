import { lacksStop } from "../campaigns/lacks-stop.ts";
import { mailViewOf } from "../mail/mail-view.ts";
import { messageKeyOf, type UnwrittenReason } from "../model/message.ts";
import type { NightRun } from "../model/night.ts";
import type { OutboxEntry } from "../model/outbox.ts";
import { messageIdOf } from "./message-id.ts";
import { type Draft, promisedBy } from "./write-letter.ts";

/** Renders a draft into what another system is to send; the same draft gives the same. */
export const writeText = (
  draft: Draft,
  { settings, sendDay }: Pick<NightRun, "settings" | "sendDay">,
): OutboxEntry | UnwrittenReason => {
  const { candidate, customer, mailing, locale, mailbox, lastDay } = draft;
  const { channel } = candidate;
  if (channel === undefined) throw new RangeError("a mail is no text for another system");
  const { firstName, lastName } = customer.profile;
  const { shop } = settings;
  const { tier } = candidate;
  const offer = promisedBy(draft, settings.currency);
  const view = mailViewOf({ firstName, lastName, shop, lastDay, tier, offer, unsubscribeUrl: "", locale });
  const text = textOrNone(() => mailing.writerOf(candidate.step).renderText(locale)(view));
  if (text === "") return "template-failed";
  if (lacksStop(text, channel)) return "incomplete-mail";
  const { campaignId, step, occurrence } = candidate;
  return {
    channel,
    messageId: messageIdOf({ emailKey: mailbox.emailKey, messageKey: messageKeyOf(candidate) }),
    customerId: candidate.customerId,
    handle: mailbox.address,
    locale,
    campaignId,
    step,
    occurrence,
    text,
    expiresOn: sendDay,
  };
};

/** Nothing where the template breaks off: one customer whom it does not fit must not keep the others from theirs. */
const textOrNone = (render: () => string): string => {
  try {
    return render();
  } catch {
    return "";
  }
};
