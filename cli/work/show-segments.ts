import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { findRunning, holdsShop } from "../../infra/local/running-file.ts";
import { createS3Client } from "../../shared/adapters/aws-clients.ts";
import { s3FileStore } from "../../shared/adapters/s3-file-store.ts";
import { type Condition, readCondition } from "../../shared/campaigns/conditions/condition.ts";
import { counted } from "../../shared/model/counted.ts";
import { didYouMean } from "../../shared/model/near-miss.ts";
import type { OwnSegment } from "../../shared/model/own-segment.ts";
import { segments as builtIn } from "../../shared/model/segments.ts";
import { withoutEnd } from "../../shared/model/without-end.ts";
import { ownSegmentSentence } from "../../shared/words/own-segments.ts";
import { segmentSentence } from "../../shared/words/segments.ts";
import { readSegments } from "../campaigns/read-segments.ts";
import { countSegment } from "../segments/count-segment.ts";
import { describeSegment } from "../segments/describe-segment.ts";
import { type LastNights, lastNights, nightIn } from "../segments/last-nights.ts";
import type { SystemOptions } from "../system/system.ts";
import { onSystem } from "../system/with-system.ts";
import type { Call } from "../terminal/command.ts";
import type { Outcome } from "../terminal/terminal.ts";
import { UsageError } from "../terminal/usage-error.ts";
import { folderOf } from "./check-files.ts";

type Options = SystemOptions & { campaigns?: string | undefined; in?: string | undefined };
type PreviewOptions = Options & { when?: string | undefined; addresses: boolean };

/** What a segment, or a condition that is tried, comes to in the last night. */
export const previewSegment = async (call: Call<PreviewOptions>): Promise<Outcome> => {
  const { options, args } = call;
  const own = await readOwn(options);
  const asked = askedFor(args[0], options.when, own);
  return onNights(call, async (nights) => {
    if (nights === undefined) return noNight(asked);
    const found = await countSegment(asked.holds, nights);
    const examples = options.addresses ? found.examples : found.examples.map(({ customer }) => ({ customer }));
    return {
      ok: true,
      json: { segment: asked.name, says: asked.says, ...found, examples },
      prose: [asked.says, ...describeSegment(found, options.addresses)],
    };
  });
};

/** The segments of the folder, and how many the last night has of each, where there is one to be asked. */
export const listSegments = async (call: Call<Options>): Promise<Outcome> => {
  const own = await readOwn(call.options);
  if (own.length === 0)
    return {
      ok: true,
      json: { segments: [] },
      prose: ["There are no segments of your own (campaigns/segments.yaml)."],
    };
  const { options } = call;
  const canAsk = options.in !== undefined || options.stack !== undefined || (await isThere(options));
  return canAsk ? onNights(call, (nights) => listed(own, nights)) : listed(own, undefined);
};

const isThere = async ({ data }: Options): Promise<boolean> =>
  holdsShop(resolve(data)) || (await findRunning(resolve(data))) !== undefined;

const listed = async (own: readonly OwnSegment[], nights: LastNights | undefined): Promise<Outcome> => {
  const segments = [];
  for (const { name, title, when } of own) {
    const found = nights && (await countSegment(conditionOf(when, name, undefined), nights));
    segments.push({ name, title, when, ...(found && { customers: found.customers, reachable: found.reachable }) });
  }
  const wide = Math.max(...own.map(({ name }) => name.length));
  const asOf = nights?.last.asOf ?? null;
  return {
    ok: true,
    json: { asOf, segments },
    prose: [
      ...segments.map(
        ({ name, title, customers }) =>
          `${name.padEnd(wide)}  ${title}${customers === undefined ? "" : `: ${counted(customers, "customer")}`}`,
      ),
      asOf === null ? "No night is there to count them by." : `Counted in the night of ${asOf}.`,
    ],
  };
};

const readOwn = async ({ campaigns }: Options): Promise<OwnSegment[]> =>
  readSegments(pathToFileURL(`${folderOf(campaigns)}/`), withoutEnd(campaigns ?? "campaigns", "/") || "/");

type Asked = { name: string | null; says: string; holds: Condition };

/** @throws UsageError for a name that there is not, a condition with mistakes, and where both or neither were given */
const askedFor = (name: string | undefined, when: string | undefined, own: readonly OwnSegment[]): Asked => {
  const names = own.map((segment) => segment.name);
  if ((name === undefined) === (when === undefined))
    throw new UsageError("Name one segment, or give a condition to try with --when.");
  if (when !== undefined) return { name: null, says: `To try: ${when}`, holds: conditionOf(when, "--when", names) };
  const mine = own.find((segment) => segment.name === name);
  if (mine !== undefined)
    return { name: mine.name, says: ownSegmentSentence(mine).en, holds: conditionOf(mine.when, mine.name, undefined) };
  const kept = builtIn.find((segment) => segment.name === name);
  if (kept !== undefined)
    return {
      name: kept.name,
      says: segmentSentence(kept).en,
      holds: conditionOf(`in_segment("${kept.name}")`, kept.name, undefined),
    };
  const all = [...names, ...builtIn.map((segment) => segment.name)];
  throw new UsageError(`There is no segment "${name}"${didYouMean(name ?? "", all) || `; there is ${all.join(", ")}`}`);
};

const conditionOf = (when: string, origin: string, own: readonly string[] | undefined): Condition => {
  const read = readCondition(when, own);
  if ("condition" in read) return read.condition;
  throw new UsageError(read.mistakes.map(({ at, says }) => `${origin}:${placeOf(when, at)}: ${says}`).join("\n"));
};

const placeOf = (text: string, at: number): string => {
  const lines = text.slice(0, at).split("\n");
  return `${lines.length}:${(lines.at(-1)?.length ?? 0) + 1}`;
};

const noNight = ({ name, says }: Asked): Outcome => ({
  ok: false,
  json: { segment: name, says, asOf: null },
  prose: [says, "No night has been held yet: nobody can be counted. Hold one with rouse nightly."],
});

const onNights = async (
  call: Call<Options>,
  work: (nights: LastNights | undefined) => Promise<Outcome>,
): Promise<Outcome> => {
  const { in: folder, stack } = call.options;
  if (folder !== undefined && stack !== undefined)
    throw new UsageError("--in names what rouse run left, and --stack a system. Say which of them is meant.");
  if (folder !== undefined) return work(await nightIn(folder));
  return onSystem(call, async ({ outputs }) =>
    work(await lastNights(s3FileStore(createS3Client(), outputs.MarketingBucket))),
  );
};
