import { type MailView, mailViewOf } from "../mail/mail-view.ts";
import { compileMail, createEngine, type RenderedMail } from "../mail/render-mail.ts";
import { templateParts } from "../mail/template-parts.ts";
import type { CampaignSource, TemplateParts } from "../model/campaign-library.ts";
import { didYouMean } from "../model/near-miss.ts";

/** Gmail shows no more of a mail than 102 kB. */
const MAX_HTML_BYTES = 102_000;
const MAX_SUBJECT_LENGTH = 150;

/** What every HTML and text part must name, and why. */
const required = {
  unsubscribe_url: "has no unsubscribe link; use {{ unsubscribe_url }}",
  "shop.postal_address": "has no postal address; use {{ shop.postal_address }}",
} as const;

/**
 * What is wrong with a campaign's templates, one sentence each; an empty list if nothing is. Run whenever campaigns are
 * read, so that a mistake is found before the first mail and not within it.
 */
export const lintCampaign = ({ campaign, templates }: CampaignSource, frame: string): readonly string[] =>
  Object.entries(templates).flatMap(([locale, parts]) => {
    const written = lintParts(parts, frame);
    // What is written wrongly would only be told a second time when it is rendered.
    const problems = written.length > 0 ? written : lintRendered(parts, locale, frame);
    return problems.map((problem) => `campaigns/${campaign.id}/${locale}${problem}`);
  });

const lintParts = (parts: TemplateParts, frame: string): string[] =>
  templateParts.flatMap((part) => lintPart(part, parts[part], frame).map((problem) => `.${part}.liquid ${problem}`));

const lintPart = (part: keyof TemplateParts, source: string, frame: string): string[] => {
  if (source.trim() === "") return ["is empty"];
  const read = namesIn(source, part === "html" ? frame : undefined);
  if (!read.parsed) return [`cannot be read: ${read.problem}`];
  const used = read.names;
  const missing = part === "subject" ? [] : Object.entries(required).filter(([name]) => !used.includes(name));
  return [
    ...used.filter((name) => !knownNames.has(name)).map((name) => unknownName(name, source)),
    ...missing.map(([, problem]) => problem),
    ...(/\|\s*raw\b/.test(source) ? ["uses the filter raw, which lets a name carry HTML into the mail"] : []),
    ...(/["'](now|today)["']\s*\|/.test(source) ? ["asks for the time, so that two runs of a night would differ"] : []),
    ...(/["'(]http:\/\//.test(source) ? ["links without encryption; use https"] : []),
  ];
};

const unknownName = (name: string, source: string): string => {
  const line = source.slice(0, Math.max(0, source.indexOf(name))).split("\n").length;
  const near = didYouMean(name, knownNames);
  return `uses ${name}, which is no variable, in line ${line}${near || `; there is ${[...knownNames].join(", ")}`}`;
};

type Names = { parsed: true; names: string[] } | { parsed: false; problem: string };

/** Variables that a part uses, or why it cannot be parsed, with line and column. */
const namesIn = (source: string, frame: string | undefined): Names => {
  try {
    return { parsed: true, names: createEngine("nothing", frame).globalFullVariablesSync(source) };
  } catch (error) {
    return { parsed: false, problem: messageOf(error) };
  }
};

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : "unreadable");

const lintRendered = (parts: TemplateParts, locale: string, frame: string): string[] => {
  let mails: RenderedMail[];
  try {
    const render = compileMail(parts, frame);
    mails = sampleViews(locale).map(render);
  } catch (error) {
    return [` cannot be rendered: ${messageOf(error)}`];
  }
  return [...new Set(mails.flatMap((mail) => lintMail(mail, locale)))];
};

const lintMail = ({ subject, html }: RenderedMail, locale: string): string[] => [
  ...(subject === "" ? [".subject.liquid renders to nothing"] : []),
  ...([...subject].length > MAX_SUBJECT_LENGTH
    ? [`.subject.liquid is longer than ${MAX_SUBJECT_LENGTH} characters`]
    : []),
  ...(locale.toLowerCase() === "zh-cn" && !subject.startsWith("广告")
    ? [".subject.liquid must begin with 广告, as Chinese law asks"]
    : []),
  ...(new TextEncoder().encode(html).length > MAX_HTML_BYTES
    ? [".html.liquid is over 102 kB, where Gmail cuts it"]
    : []),
  ...(/<html[^>]*\slang=/.test(html) ? [] : ['.html.liquid names no language; begin it with {% layout "frame" %}']),
];

/** A customer of whom everything is known, and one of whom nothing is. */
const sampleViews = (locale: string): MailView[] => {
  const shop = { name: "Shop", postalAddress: "1 High Street", url: "https://shop.example" };
  const known = { firstName: "Ada", lastName: "Lovelace", lastDay: "2026-01-31", tier: "drowsy", shop } as const;
  const unknown = { ...known, firstName: undefined, lastName: undefined, lastDay: undefined, tier: "asleep" } as const;
  return [known, unknown].map((facts) =>
    mailViewOf({ ...facts, locale, unsubscribeUrl: "https://mail.example/u/token" }),
  );
};

const namesOf = (value: object, prefix = ""): string[] =>
  Object.entries(value).flatMap(([name, inner]) =>
    typeof inner === "object" ? namesOf(inner, `${prefix}${name}.`) : [`${prefix}${name}`],
  );

const knownNames: ReadonlySet<string> = new Set(sampleViews("en").flatMap((view) => namesOf(view)));
