import { lstat, readdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { readWrittenText } from "../../shared/adapters/read-written-text.ts";
import { type Campaign, offerNameSchema } from "../../shared/model/campaign.ts";
import { OFFERS_FOLDER } from "../../shared/model/campaign-library.ts";
import { describeMisfit } from "../../shared/model/describe-misfit.ts";
import { SettingsError } from "../../shared/model/errors.ts";
import { didYouMean } from "../../shared/model/near-miss.ts";
import { type Offer, offerSchema } from "../../shared/model/offer.ts";
import { type Finding, findingIn } from "./lint/finding.ts";
import { isMistaken, orMistakes } from "./mistakes.ts";
import { inOneLine } from "./template-files.ts";
import { parseYaml } from "./yaml-file.ts";

/** Offers by name, and what is wrong with those that cannot be read. */
export type ReadOffers = {
  offers: ReadonlyMap<string, Offer>;
  /** Names of files with mistakes: whoever names one is told so, and not that there is none. */
  broken: ReadonlySet<string>;
  /** Whether the folder itself cannot be looked into: nobody knows what offers there are. */
  isClosed: boolean;
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
  const files = await orMistakes(() => filesIn(folder, `${shown}/${OFFERS_FOLDER}`));
  if (isMistaken(files)) return { offers, broken, isClosed: true, problems: files.problems };
  for (const file of files) {
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
  return { offers, broken, isClosed: false, problems };
};

const filesIn = async (folder: URL, origin: string): Promise<string[]> => {
  try {
    const names = await readdir(folder);
    return names.filter((name) => !name.startsWith(".")).sort();
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "ENOENT" && !(await isLink(folder))) return [];
    const is = typeof code === "string" ? noFolder[code] : undefined;
    if (is === undefined) throw error;
    throw new SettingsError(`${origin} ${is}`);
  }
};

const LEADS_NOWHERE = "is a link that leads nowhere; there must be a folder of offers of that name, or nothing";
const MAY_NOT = "may not be read by you; change its permissions (chmod u+rx)";
const noFolder: Readonly<Record<string, string>> = {
  ENOTDIR: "is a file; there must be a folder of offers of that name, or nothing",
  ENOENT: LEADS_NOWHERE,
  ELOOP: LEADS_NOWHERE,
  EACCES: MAY_NOT,
  EPERM: MAY_NOT,
};

/** Asked without the slash at its end, which would follow the link. */
const isLink = async (folder: URL): Promise<boolean> => {
  const is = await lstat(fileURLToPath(folder).replace(/[/\\]$/, "")).catch(() => undefined);
  return is?.isSymbolicLink() ?? false;
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
  { offers, broken, isClosed }: ReadOffers,
): { found: Record<string, Offer>; problems: { path: (string | number)[]; says: string }[] } => {
  const found: Record<string, Offer> = {};
  const problems: { path: (string | number)[]; says: string }[] = [];
  const whyNot = (name: string) => (broken.has(name) ? hasMistakes(name) : isNone(name, offers));
  for (const [index, { offer: name }] of steps.entries()) {
    if (name === undefined) continue;
    const offer = offers.get(name);
    if (offer) found[name] = offer;
    else problems.push({ path: ["steps", index, "offer"], says: isClosed ? CLOSED : whyNot(name) });
  }
  return { found, problems };
};

const fileOf = (name: string): string => `${OFFERS_FOLDER}/${name}.yaml`;

const CLOSED = `${OFFERS_FOLDER} cannot be read, so that nobody can be promised anything`;

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
