import { type BrokenCampaign, type CampaignLibrary, SEGMENTS_FILE } from "../../shared/model/campaign-library.ts";
import { type CampaignChange, SHORT_VERSION, shortVersion } from "../../shared/model/campaigns-in-force.ts";
import { counted } from "../../shared/model/counted.ts";
import type { Changed } from "./change-campaigns.ts";
import { writtenAgain } from "./written-again.ts";

const nameOf = (version: string | null): string =>
  version === null ? "those that were deployed" : shortVersion(version);

/** What a publication or a return came to. */
export const describeChanged = ({ outcome, version, before }: Changed): string[] => {
  if (outcome === "unchanged")
    return [`Nothing changed: ${nameOf(version)} ${version === null ? "are" : "is"} in force already.`];
  if (outcome === "overtaken")
    return [
      "Nothing changed: somebody else put other campaigns in force at the same time. Look at them with rouse campaigns list, and then do this again.",
    ];
  return [
    `In force: ${nameOf(version)}. Nights that begin from now on go by it.`,
    `Before: ${nameOf(before)}. To go back: rouse campaigns rollback`,
  ];
};

/**
 * By campaign, what is another than it was; nothing where it cannot be told.
 *
 * @param broken what of a folder could not be read: whether it is another nobody knows, and it is not gone
 */
export const describeDifference = (
  whole: CampaignLibrary | undefined,
  after: CampaignLibrary,
  broken: readonly Pick<BrokenCampaign, "id">[] = [],
): string[] => {
  if (whole === undefined) return [];
  const before = without(whole, new Set(broken.map(({ id }) => id)));
  const was = byId(before);
  const is = byId(after);
  return [
    ...said(
      "New",
      [...is.keys()].filter((id) => !was.has(id)),
    ),
    ...said("Changed", [...is].filter(([id, text]) => was.has(id) && was.get(id) !== text).map(idOf)),
    ...said(
      "Gone",
      [...was.keys()].filter((id) => !is.has(id)),
    ),
    ...writtenAgain(before, after),
  ];
};

const without = ({ campaigns, segments = [] }: CampaignLibrary, broken: ReadonlySet<string>): CampaignLibrary => ({
  campaigns: campaigns.filter(({ campaign }) => !broken.has(campaign.id)),
  segments: broken.has(SEGMENTS_FILE) ? [] : segments,
});

/** Campaigns by their names, and the shop's own segments by theirs. */
const byId = ({ campaigns, segments = [] }: CampaignLibrary): ReadonlyMap<string, string> =>
  new Map([
    ...campaigns.map((source) => [source.campaign.id, JSON.stringify(source)] as const),
    ...segments.map((segment) => [`segment ${segment.name}`, JSON.stringify(segment)] as const),
  ]);
const idOf = ([id]: readonly [string, string]): string => id;
const said = (what: string, ids: readonly string[]): string[] =>
  ids.length === 0 ? [] : [`${what}: ${ids.join(", ")}`];

type InForce = {
  changes: readonly CampaignChange[];
  /** Of what is in force; null where that cannot be read here. */
  campaigns: readonly { id: string; enabled: boolean }[] | null;
  versions: number;
};

/** What is in force and what was, the newest first. */
export const describeInForce = ({ changes, campaigns, versions }: InForce): string[] => {
  const [newest, ...earlier] = changes;
  if (newest === undefined)
    return [
      "Nothing was published here: nights go by the campaigns that were deployed. Publish with rouse campaigns publish.",
    ];
  const listed = campaigns?.map(({ id, enabled }) => (enabled ? id : `${id} (off)`)).join(", ");
  const of = newest.version === null ? "" : `: ${listed ?? "cannot be read by this version of Rouse; publish again"}`;
  return [
    `In force ${since(newest)}${of}`,
    ...earlier.map((change) => `Earlier  ${since(change)}`),
    `${counted(versions, "version")} kept; rouse campaigns rollback VERSION puts one in force again.`,
  ];
};

const since = ({ at, version, by }: CampaignChange): string =>
  `${shortVersion(version ?? "deployed").padEnd(SHORT_VERSION)}  ${by === "publish" ? "published" : "put back"} ${at}`;
