import { parquetMetadata } from "hyparquet";
import { handedChannelSchema } from "../model/channel.ts";
import { customerTable } from "../model/customer-row.ts";
import { type JoinedFile, latestSchema, manifestSchema } from "../model/manifest.ts";
import { modelFileSchema } from "../model/model-file.ts";
import { marketingFolder, marketingKeys } from "../model/night.ts";
import type { Day } from "../model/time.ts";
import type { FileStore } from "../ports/files.ts";
import type * as Published from "../ports/published.ts";
import { findWholeJson, writeJson } from "./json-files.ts";
import { measureOf, measuring } from "./measure-bytes.ts";
import { joinParquet, parquetJoin } from "./parquet-join.ts";
import { moneyDigitsOf } from "./parquet-tables.ts";

const contentTypes: ReadonlyMap<string, string> = new Map([
  ["csv", "text/csv; charset=utf-8"],
  ["json", "application/json"],
  ["html", "text/html; charset=utf-8"],
  ["parquet", "application/vnd.apache.parquet"],
]);

const inHand = (bytes: Uint8Array): Published.MeasuredPiece => ({ piece: bytes, ...measureOf(bytes) });

/** What marketing receives, in its own bucket. */
export const publishedFiles = (marketing: FileStore) => {
  const publishFile: Published.PublishFile = async (asOf, path, chunks, rows) => {
    const measured = measuring(chunks);
    const contentType = contentTypes.get(path.split(".").at(-1) ?? "");
    await marketing.writeStream(marketingFolder(asOf) + path, measured.chunks, contentType);
    return { path, rows, ...measured.result() };
  };

  const publishRowFiles: Published.PublishRowFiles = async (run, path, files) => {
    let rows = 0;
    const chunks = (async function* () {
      for await (const chunk of joinParquet(customerTable, moneyDigitsOf(run), files)) {
        rows += chunk.rows;
        yield chunk.bytes;
      }
    })();
    const file = await publishFile(run.asOf, path, chunks, null);
    return { ...file, rows };
  };

  const publishInParts = async (
    asOf: Day,
    path: string,
    pieces: readonly Published.MeasuredPiece[],
    rows: number,
  ): Promise<JoinedFile> => {
    const contentType = contentTypes.get(path.split(".").at(-1) ?? "");
    await marketing.compose(
      marketingFolder(asOf) + path,
      pieces.map(({ piece }) => piece),
      { contentType },
    );
    const parts = pieces.map(({ bytes, sha256 }) => ({ bytes, sha256 }));
    return { path, rows, bytes: parts.reduce((sum, { bytes }) => sum + bytes, 0), parts };
  };
  const publishPieces: Published.PublishPieces = (asOf, path, { start, pieces, rows }) =>
    publishInParts(asOf, path, [inHand(Buffer.from(start, "utf8")), ...pieces], rows);
  const publishRowPieces: Published.PublishRowPieces = async (run, path, groups) => {
    const joined = parquetJoin(customerTable, moneyDigitsOf(run));
    let rows = 0;
    for (const { footer, pages } of groups) rows += joined.add(parquetMetadata(footer), pages.bytes);
    const pages = groups.map((group) => group.pages);
    return publishInParts(run.asOf, path, [inHand(joined.start), ...pages, inHand(await joined.finish())], rows);
  };

  const withdrawManifest: Published.WithdrawManifest = (asOf) =>
    marketing.remove([
      marketingKeys.manifest(asOf),
      ...handedChannelSchema.options.map((channel) => marketingKeys.outbox(asOf, channel)),
    ]);
  const saveManifest: Published.SaveManifest = (manifest) =>
    writeJson(marketing, marketingKeys.manifest(manifest.asOf), manifest);
  const findManifest: Published.FindManifest = (asOf) =>
    findWholeJson(marketing, marketingKeys.manifest(asOf), manifestSchema);
  const saveLatest: Published.SaveLatest = (latest) => writeJson(marketing, marketingKeys.latest(), latest);
  const findLatest: Published.FindLatest = () => findWholeJson(marketing, marketingKeys.latest(), latestSchema);
  // A model that another version of the program wrote is of no use to this one: its night counts as one without a model.
  const findPublishedModel: Published.FindPublishedModel = (asOf) =>
    findWholeJson(marketing, marketingKeys.model(asOf), modelFileSchema);

  return {
    publishFile,
    publishRowFiles,
    publishPieces,
    publishRowPieces,
    withdrawManifest,
    saveManifest,
    findManifest,
    saveLatest,
    findLatest,
    findPublishedModel,
  };
};
