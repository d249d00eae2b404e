import { compileText } from "../mail/render-text.ts";
import type { CampaignSource } from "../model/campaign-library.ts";
import { type HandedChannel, isByPhone } from "../model/channel.ts";
import { showsSomething } from "../model/written-text.ts";
import { lacksStop } from "./lacks-stop.ts";
import { lintSource, messageOf, toldOf } from "./lint-source.ts";
import { lacksCode, withMarkedOffer } from "./offer-told.ts";
import { isWithoutOffer, sampleViews, type TemplateUse } from "./sample-views.ts";
import { type SmsLength, smsLength } from "./sms-length.ts";
import { useOf } from "./use-of.ts";

const MOST_SEGMENTS = 10;
const MAX_CHARACTERS = 2_000;

type Lint = { locale: string; source: string };

/** What is wrong with one text of a campaign that is sent by another system, as ends of sentences. */
export const lintText = ({ locale, source }: Lint, channel: HandedChannel, use: TemplateUse): string[] => {
  const needed = isByPhone(channel) ? { "shop.name": "does not say who writes; use {{ shop.name }}" } : {};
  const written = lintSource(source, { needed, unknown: mailsAlone, withoutOffer: isWithoutOffer(use) });
  if (written.length > 0) return written.map(toldOf);
  try {
    const render = compileText(source);
    return [
      ...new Set(
        sampleViews(locale, use).flatMap((view) => {
          const marked = withMarkedOffer(view);
          const saidWithMark = render(marked);
          return [
            ...lintSaid(render(view), channel),
            // A code may be STOP, and stops nothing.
            ...(lacksStop(saidWithMark, channel) ? [NO_STOP] : []),
            ...(lacksCode(saidWithMark, marked) ? [NO_CODE] : []),
          ];
        }),
      ),
    ];
  } catch (error) {
    return [`cannot be rendered: ${messageOf(error)}`];
  }
};

const NO_STOP =
  "does not say how to stop the messages; say STOP, or 退订 in Chinese, as the system that sends them understands it";
const NO_CODE = "does not tell every customer the code of its offer; use {{ offer.code }}";

const mailsAlone: ReadonlySet<string> = new Set(["unsubscribe_url"]);

const lintSaid = (said: string, channel: HandedChannel): string[] => [
  ...(!showsSomething(said) ? ["renders to nothing"] : []),
  ...([...said].length > MAX_CHARACTERS ? [`is longer than ${MAX_CHARACTERS} characters`] : []),
  ...(channel === "sms" && smsLength(said).segments > MOST_SEGMENTS
    ? [`takes more than ${MOST_SEGMENTS} text messages`]
    : []),
];

/** How many text messages each text of a campaign takes at most, where that is more than one: each is paid for. */
export const remarksOnTexts = ({ campaign, texts = {} }: CampaignSource, folder: string): string[] =>
  campaign.channel !== "sms"
    ? []
    : Object.entries(texts).flatMap(([template, locales]) =>
        Object.entries(locales).flatMap(([locale, source]) => {
          const { segments, alphabet } = longestOf({ locale, source }, useOf(campaign, template));
          const name = `${folder}/${campaign.id}/${template}.${locale}.txt`;
          return segments === 1
            ? []
            : [`${name} is sent as ${segments} text messages (${alphabet}), and more for long names.`];
        }),
      );

const longestOf = ({ locale, source }: Lint, use: TemplateUse): SmsLength => {
  const render = compileText(source);
  const lengths = sampleViews(locale, use).map((view) => smsLength(render(view)));
  return lengths.reduce((a, b) => (b.segments > a.segments ? b : a));
};
