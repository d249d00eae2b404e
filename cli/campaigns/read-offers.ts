import { readdir } from "node:fs/promises";
import { readWrittenText } from "../../shared/adapters/read-written-text.ts";
import { type Campaign, offerNameSchema } from "../../shared/model/campaign.ts";
import { OFFERS_FOLDER } from "../../shared/model/campaign-library.ts";
import { describeMisfit } from "../../shared/model/describe-misfit.ts";
import { SettingsError } from "../../shared/model/errors.ts";
import { didYouMean } from "../../shared/model/near-miss.ts";
import { type Offer, offerSchema } from "../../shared/model/offer.ts";
import { type Finding, findingIn } from "./lint/finding.ts";
import { inOneLine } from "./template-files.ts";
import { parseYaml } from "./yaml-file.ts";

/** Offers by name, and what is wrong with those that cannot be read. */
export type ReadOffers = {
  offers: ReadonlyMap<string, Offer>;
  /** Names of files with mistakes: whoever names one is told so, and not that there is none. */
  broken: ReadonlySet<string>;
  problems: readonly string[];
};

const FILE = /^(.+)\.yaml$/;

/**
 * The offers of `campaigns/offers/`, one file each, in the order of their names; none where there is no such folder.
 *
 * @param directory of the campaigns; ends in a slash
 * @param shown what it is called in what is said about its files
 */
export const readOffers = async (directory: URL, shown: string): Promise<ReadOffers> => {
  const folder = new URL(`${OFFERS_FOLDER}/`, directory);
  const offers = new Map<string, Offer>();
  const broken = new Set<string>();
  const problems: string[] = [];
  for (const file of await filesIn(folder)) {
    const origin = `${shown}/${OFFERS_FOLDER}/${inOneLine(file)}`;
    const name = FILE.exec(file)?.[1] ?? "";
    try {
      offers.set(nameOf(file, origin), await readOffer(new URL(encodeURIComponent(file), folder), origin));
    } catch (error) {
      if (!(error instanceof SettingsError)) throw error;
      broken.add(name);
      problems.push(error.message);
    }
  }
  return { offers, broken, problems };
};

const filesIn = async (folder: URL): Promise<string[]> => {
  const names = await readdir(folder).catch((error: unknown) => {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  });
  return names.filter((name) => !name.startsWith(".")).sort();
};

const nameOf = (file: string, origin: string): string => {
  const name = FILE.exec(file)?.[1];
  if (name === undefined)
    throw new SettingsError(`${origin} is no offer, such as spring.yaml; take it away, or give it that ending`);
  const named = offerNameSchema.safeParse(name);
  if (!named.success)
    throw new SettingsError(`${origin}: the file's name is the offer's; ${named.error.issues[0]?.message}`);
  return name;
};

const readOffer = async (url: URL, origin: string): Promise<Offer> => {
  const text = await readWrittenText(url, origin);
  if (text === undefined) throw new SettingsError(`${origin} was taken away while it was read; run this again`);
  const written = parseYaml(text, origin);
  const { success, data, error } = offerSchema.safeParse(written.value ?? {});
  if (success) return data;
  throw new SettingsError(`${origin} does not fit:\n${describeMisfit(error, offerSchema, written)}`);
};

/** What a campaign's steps promise, by name, or why one of them cannot be kept, with the step's place. */
export const offersOf = (
  { steps }: Pick<Campaign, "steps">,
  { offers, broken }: ReadOffers,
): { found: Record<string, Offer>; problems: { path: (string | number)[]; says: string }[] } => {
  const found: Record<string, Offer> = {};
  const problems: { path: (string | number)[]; says: string }[] = [];
  for (const [index, { offer: name }] of steps.entries()) {
    if (name === undefined) continue;
    const offer = offers.get(name);
    if (offer) found[name] = offer;
    else
      problems.push({
        path: ["steps", index, "offer"],
        says: broken.has(name) ? hasMistakes(name) : isNone(name, offers),
      });
  }
  return { found, problems };
};

const fileOf = (name: string): string => `${OFFERS_FOLDER}/${name}.yaml`;

const hasMistakes = (name: string): string => `${fileOf(name)} has mistakes, so that nobody can be promised it`;

const isNone = (name: string, offers: ReadonlyMap<string, Offer>): string => {
  const there = [...offers.keys()];
  const hint =
    didYouMean(name, there) || (there.length > 0 ? `; there is ${there.join(", ")}` : "; there is no offer at all");
  return `there is no ${fileOf(name)}${hint}`;
};

/** Offers that nobody is sent, which may be a slip. */
export const unusedOffers = (
  { offers }: ReadOffers,
  campaigns: readonly Pick<Campaign, "steps">[],
  shown: string,
): Finding[] => {
  const named = new Set(campaigns.flatMap(({ steps }) => steps.map(({ offer }) => offer)));
  return [...offers.keys()]
    .filter((name) => !named.has(name))
    .map((name) =>
      findingIn(`${shown}/${fileOf(name)}`)({ rule: "unused-offer", what: "is an offer that no step names" }),
    );
};
