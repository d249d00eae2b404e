import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";
import { marketingFolder } from "../../shared/model/night.ts";
import { parseJson } from "../../shared/model/parse-json.ts";
import { daySchema } from "../../shared/model/time.ts";

/** What kind of result a folder holds, by a file that none of another kind has. */
export type ResultKind = {
  mark: string;
  what: string;
  /** @param told what the mark says */
  read: (told: unknown, folder: string) => Promise<FoundResult | undefined>;
};

/** A result that was found: its day or days, and which paths in its folder, with slashes, are of it. */
type FoundResult = { name: string; isOwn: (path: string) => boolean };

const MANIFEST = "manifest.json";
const nightSchema = z.object({ asOf: daySchema, files: z.array(z.object({ path: z.string() })).default([]) });

/** What a night leaves, as its manifest says. */
const pathsOfNight = ({ files }: z.output<typeof nightSchema>): string[] => [
  MANIFEST,
  ...files.map(({ path }) => path),
];

/** The paths, and the folders that lead to them. */
const withFolders = (paths: readonly string[]): ReadonlySet<string> =>
  new Set(
    paths.flatMap((path) => {
      const parts = path.split("/");
      return parts.map((_, at) => parts.slice(0, at + 1).join("/"));
    }),
  );

export const nightResult: ResultKind = {
  mark: MANIFEST,
  what: "a night",
  read: async (told) => {
    const night = nightSchema.safeParse(told).data;
    if (night === undefined) return undefined;
    const own = withFolders(pathsOfNight(night));
    return { name: night.asOf, isOwn: (path) => own.has(path) || path === "night" || path.startsWith("night/") };
  },
};

const rehearsalSchema = z.object({ from: daySchema, to: daySchema });
const DAYS = /^nightly\/dt=([\d-]+)$/;

export const rehearsalResult: ResultKind = {
  mark: "rehearsal.json",
  what: "a rehearsal",
  read: async (told, folder) => {
    const rehearsal = rehearsalSchema.safeParse(told).data;
    if (rehearsal === undefined) return undefined;
    const nights = await Promise.all((await daysIn(folder)).map((day) => pathsOfDay(folder, day)));
    const own = withFolders(["rehearsal.html", "rehearsal.json", "nightly/latest.json", ...nights.flat()]);
    return { name: `${rehearsal.from} to ${rehearsal.to}`, isOwn: (path) => own.has(path) };
  },
};

const daysIn = async (folder: string): Promise<string[]> => {
  const names = await readdir(join(folder, "nightly")).catch(() => []);
  return names.flatMap((name) => daySchema.safeParse(DAYS.exec(`nightly/${name}`)?.[1]).data ?? []);
};

const pathsOfDay = async (folder: string, day: string): Promise<string[]> => {
  const under = marketingFolder(day);
  const told = await readFile(join(folder, under, MANIFEST), "utf8").catch(() => "");
  const night = nightSchema.safeParse(parseJson(told)).data;
  return night === undefined ? [] : pathsOfNight(night).map((path) => `${under}${path}`);
};
