import { createSesClient, sesMailer } from "../../shared/adapters/ses-mailer.ts";
import { prepareMailings } from "../../shared/campaigns/mailing.ts";
import { normaliseEmail } from "../../shared/model/identity.ts";
import { withoutEnd } from "../../shared/model/without-end.ts";
import type { SendRaw } from "../../shared/ports/mailer.ts";
import { now } from "../../shared/runtime/now.ts";
import { stopWords } from "../../shared/words/stop-words.ts";
import { checkAsked } from "../preview/check-asked.ts";
import { ownAddress } from "../preview/own-address.ts";
import { testLetter } from "../preview/test-letter.ts";
import { withExampleAddress } from "../preview/with-example-address.ts";
import { openStores } from "../system/stores.ts";
import type { System, SystemOptions } from "../system/system.ts";
import { onSystem } from "../system/with-system.ts";
import type { Call } from "../terminal/command.ts";
import type { Outcome } from "../terminal/terminal.ts";
import { UsageError } from "../terminal/usage-error.ts";
import { readFolderOf } from "./check-files.ts";

type Options = SystemOptions & {
  to: string;
  campaigns?: string | undefined;
  step?: string | undefined;
  locale?: string | undefined;
};

/** Sends one mail of a campaign to the operator's own address. The ledger is not told: it is nobody's occasion. */
export const sendTest = async (call: Call<Options>): Promise<Outcome> => {
  const { options, args } = call;
  const [id = ""] = args;
  const folder = await readFolderOf(options.campaigns);
  checkAsked({ campaign: id, step: options.step, locale: options.locale }, folder);
  const problems = folder.broken.filter((campaign) => campaign.id === id).flatMap((campaign) => campaign.problems);
  if (problems.length > 0)
    return { ok: false, json: { outcome: "not-sent", problems }, prose: [...problems, "Nothing was sent."] };
  const mailing = prepareMailings(folder.library).get(id);
  if (mailing === undefined) throw new RangeError(`campaign ${id} was read and is not there`);
  const { channel } = mailing.campaign;
  if (channel !== "email")
    throw new UsageError(`${id} goes by ${channel}, and Rouse sends mail alone. Look at it with: rouse preview ${id}`);
  return onSystem(call, async (system) => {
    const address = ownAddress(options.to, system.settings);
    const { linkKey, hash, readSuppressions } = await openStores(system);
    const emailKey = hash(normaliseEmail(address) ?? "");
    const suppressed = (await readSuppressions([emailKey])).get(emailKey);
    if (suppressed !== undefined)
      throw new UsageError(
        `Nothing was sent: that address ${suppressed.reason === "bounced" ? "bounced" : `is left alone (${suppressed.reason})`}, on ${suppressed.at.slice(0, 10)}. Name another of the shop's own.`,
      );
    const { settings, note } = withExampleAddress(system.settings);
    const place = { linkKey, publicUrl: withoutEnd(system.outputs.ApiUrl, "/") };
    const letter = testLetter(
      mailing,
      { address, emailKey },
      { settings, at: now(), locale: options.locale, step: options.step, place },
    );
    if (typeof letter === "string")
      return { ok: false, json: { outcome: "not-sent", reason: letter }, prose: [`${stopWords[letter]}.`] };
    const { raw, subject, locale } = letter;
    const from = settings.mail.sender.email;
    const sent = await sender(system)({ raw, from, to: address, tags: {} });
    return { ...answerOf(sent, note), json: { ...sent, campaign: id, locale, subject } };
  });
};

const sender = ({ outputs }: System): SendRaw =>
  sesMailer(createSesClient(), {
    configurationSet: outputs.ConfigurationSet,
    sleep: (milliseconds) => new Promise((resume) => setTimeout(resume, milliseconds)),
  });

const answerOf = (sent: Awaited<ReturnType<SendRaw>>, note: string | undefined): Pick<Outcome, "ok" | "prose"> => {
  const said = {
    sent: "Sent. Its subject begins with [Test], its link to stop our mail stops nobody's, and the ledger knows nothing of it.",
    refused: `The mail service refused it: ${"reason" in sent ? sent.reason : ""}. Nothing was sent.`,
    "not-sent": `The mail service takes no mail: ${"reason" in sent ? sent.reason : ""}. Nothing was sent.`,
    unknown:
      "No answer came from the mail service: it may have been sent or not. Look into the mailbox before you try again.",
  }[sent.outcome];
  return { ok: sent.outcome === "sent", prose: [said, ...(note === undefined ? [] : [note])] };
};
