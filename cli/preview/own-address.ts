import { mailableAddress } from "../../shared/mail/mailable-address.ts";
import { normaliseEmail } from "../../shared/model/identity.ts";
import type { Settings } from "../../shared/model/settings.ts";
import { UsageError } from "../terminal/usage-error.ts";

/**
 * The address as it is mailed, where it is one of the operator's own: a test mail is nobody else's to get.
 * @throws UsageError for any other, with those that there are
 */
export const ownAddress = (typed: string, { mail, notices }: Pick<Settings, "mail" | "notices">): string => {
  const own = [...new Set([...mail.testRecipients, ...notices.recipients, mail.sender.email])];
  const address = mailableAddress(typed);
  if (address !== undefined && own.map(normaliseEmail).includes(normaliseEmail(address))) return address;
  throw new UsageError(
    `A test mail goes to the shop's own addresses alone, and this is none of them. The settings have ${own.join(", ")}; add yours to mail.testRecipients.`,
  );
};
