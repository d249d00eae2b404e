import { createHash } from "node:crypto";
import { customerTable, ROWS_PATH } from "../model/customer-row.ts";
import { type JoinedGroup, joinedGroupSchema } from "../model/joined-group.ts";
import { workKeys } from "../model/night.ts";
import type { FileStore } from "../ports/files.ts";
import type * as Joined from "../ports/joined.ts";
import { findJson, readBytes, writeJson } from "./json-files.ts";
import { measurer, measuring } from "./measure-bytes.ts";
import { joinParquet } from "./parquet-join.ts";
import { moneyDigitsOf, PARQUET_TYPE } from "./parquet-tables.ts";

/** Where a Parquet file's pages begin. */
const PAGES_START = 4;

/** What groups of shards are joined into, in the data bucket. */
export const joinedFiles = (data: FileStore) => {
  const versionOf: Joined.VersionOf = (tallies) => createHash("sha256").update(JSON.stringify(tallies)).digest("hex");
  const findJoined: Joined.FindJoined = async (runId, group) => {
    const joined = await findJson(data, workKeys.joined(runId, group), joinedGroupSchema);
    return joined && (await isThere(data, { runId, group, version: joined.version }, joined)) ? joined : undefined;
  };
  const saveJoined: Joined.SaveJoined = (runId, group, joined) =>
    writeJson(data, workKeys.joined(runId, group), joined);

  const joinParts: Joined.JoinParts = async (of, path, parts) => {
    const { chunks, result } = measuring(parts);
    await data.writeStream(keyOf(of, path), chunks);
    return result();
  };
  const joinRowFiles: Joined.JoinRowFiles = async (of, run, files) => {
    let footerBytes = 0;
    const joined = joinParquet(customerTable, moneyDigitsOf(run), files);
    const pages = measurer();
    const chunks = (async function* () {
      for await (const { bytes, is } of joined) {
        if (is === "pages") pages.add(bytes);
        if (is === "footer") footerBytes = bytes.byteLength;
        yield bytes;
      }
    })();
    await data.writeStream(keyOf(of, ROWS_PATH), chunks, PARQUET_TYPE);
    return { ...pages.result(), footerBytes };
  };

  const readJoinedPart: Joined.ReadJoinedPart = (of, path) => data.readStream(keyOf(of, path));
  const readJoinedRows: Joined.ReadJoinedRows = (of) => readBytes(data, keyOf(of, ROWS_PATH));
  const joinedPiece: Joined.JoinedPiece = (of, path, { bytes, sha256 }) => ({
    piece: { files: data, key: keyOf(of, path), start: 0, end: bytes },
    bytes,
    sha256,
  });
  const joinedRowPiece: Joined.JoinedRowPiece = async (of, { bytes, sha256, footerBytes }) => {
    const [key, start] = [keyOf(of, ROWS_PATH), PAGES_START];
    const end = start + bytes;
    const footer = await data.readRange({ key, start: end, end: end + footerBytes });
    return { pages: { piece: { files: data, key, start, end }, bytes, sha256 }, footer };
  };
  return {
    versionOf,
    findJoined,
    saveJoined,
    joinParts,
    joinRowFiles,
    readJoinedPart,
    readJoinedRows,
    joinedPiece,
    joinedRowPiece,
  };
};

const keyOf = ({ runId, group, version }: Joined.GroupOf, path: string): string =>
  path === ROWS_PATH ? workKeys.joinedRows(runId, group, version) : workKeys.joinedPart(runId, group, version, path);

/** An erasure takes the files of a night away, and leaves what tells of them. */
const isThere = async (data: FileStore, of: Joined.GroupOf, { parts }: JoinedGroup): Promise<boolean> => {
  const wanted = new Set([ROWS_PATH, ...Object.keys(parts)].map((path) => keyOf(of, path)));
  for await (const key of data.list(keyOf(of, ROWS_PATH).slice(0, -ROWS_PATH.length))) wanted.delete(key);
  return wanted.size === 0;
};
