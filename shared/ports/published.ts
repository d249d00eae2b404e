import type { Latest, Manifest, Measure, PublishedFile } from "../model/manifest.ts";
import type { ModelFile } from "../model/model-file.ts";
import type { NightRun } from "../model/night.ts";
import type { Day } from "../model/time.ts";
import type { Piece } from "./files.ts";

/** Writes one of a night's files for marketing as it comes, and answers its size and SHA-256. `rows` is told by who counted them. */
export type PublishFile = (
  asOf: Day,
  path: string,
  chunks: AsyncIterable<Uint8Array | string>,
  rows: number | null,
) => Promise<PublishedFile>;

/** A piece of a file, and what it is. */
export type MeasuredPiece = { readonly piece: Piece } & Measure;

/** Has one of a night's files for marketing put together by the store itself: text in hand first, then pieces as they are. */
export type PublishPieces = (
  asOf: Day,
  path: string,
  file: { readonly start: string; readonly pieces: readonly MeasuredPiece[]; readonly rows: number },
) => Promise<PublishedFile>;

/** The same of customer rows: pages as they are, and one footer made of those of the pieces. */
export type PublishRowPieces = (
  run: NightRun,
  path: string,
  groups: readonly { readonly pages: MeasuredPiece; readonly footer: Uint8Array }[],
) => Promise<PublishedFile>;

/** Joins files of customer rows into one, one after the other. */
export type PublishRowFiles = (run: NightRun, path: string, files: AsyncIterable<Uint8Array>) => Promise<PublishedFile>;

/**
 * Takes a day's manifest away while its files are written anew: without it they count as incomplete. And with it what other
 * systems were to send that day, for what they send now is not decided yet.
 */
export type WithdrawManifest = (asOf: Day) => Promise<void>;
export type SaveManifest = (manifest: Manifest) => Promise<void>;
/** The manifest of an earlier complete night; undefined where there is none. */
export type FindManifest = (asOf: Day) => Promise<Manifest | undefined>;
export type SaveLatest = (latest: Latest) => Promise<void>;
export type FindLatest = () => Promise<Latest | undefined>;
/** The model that an earlier night published; undefined where there is none. */
export type FindPublishedModel = (asOf: Day) => Promise<ModelFile | undefined>;
