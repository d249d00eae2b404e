import type { Settings } from "./settings.ts";

/** What is no mistake in settings, and may still be meant otherwise: a stable word, and a sentence for people. */
export type SettingsRemark = { about: "links" | "identity" | "night"; text: string };

/** What whoever deploys these settings should know first. */
export const settingsRemarks = (settings: Settings): readonly SettingsRemark[] => [
  ...remarkOnLinks(settings),
  ...remarkOnIdentity(settings),
  ...remarkOnNight(settings),
];

const remarkOnLinks = ({ links, mail }: Settings): readonly SettingsRemark[] => {
  if (links !== undefined || mail.sending === "off") return [];
  const text =
    "links.publicUrl is not set: the links in mail (to stop it, to the report) lead to an address of AWS's. They end for ever when the stack RouseKept is removed, or Rouse moves to another region or account; laws want a stop link to work for 30 to 60 days after the last mail. With an address of your own they go on.";
  return [{ about: "links", text }];
};

const remarkOnIdentity = ({ mail }: Settings): readonly SettingsRemark[] => {
  const { identity, sender } = mail;
  const domain = sender.email.slice(sender.email.lastIndexOf("@") + 1);
  if (identity === "existing" || domain === "example.com") return [];
  const made = identity === "domain" ? domain : sender.email;
  const text = `mail.identity is "${identity}": the first deployment has SES verify ${made}, and fails where SES knows it already, in this account and region. Whether it does: aws sesv2 get-email-identity --email-identity ${made}. Then set mail.identity to "existing".`;
  return [{ about: "identity", text }];
};

const remarkOnNight = ({ nightly, mail }: Settings): readonly SettingsRemark[] => {
  const [hour, minute] = nightly.at.split(":").map(Number);
  if (mail.sending === "off" || mail.hours.to - (hour ?? 0) - (minute ?? 0) / 60 >= 1) return [];
  const text = `nightly.at is "${nightly.at}", and mail.hours end at ${mail.hours.to}: a night says what is due on its own day, and when it has, the hours at which mail may go are over, so nobody in the shop's time zone is written to. Let the night start earlier, best before mail.hours.from (${mail.hours.from}).`;
  return [{ about: "night", text }];
};
