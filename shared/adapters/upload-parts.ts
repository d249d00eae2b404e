import { RouseError } from "../model/errors.ts";
import type { FileRange, Piece } from "../ports/files.ts";

const MIB = 1024 * 1024;
/** S3 takes no smaller part but the last, and copies a range only out of an object that is larger than this. */
const LEAST_BYTES = 5 * MIB + 1;
/** Small pieces are put together up to this: what one part in hand takes of memory. */
const GATHERED_BYTES = 8 * MIB;
/** S3 copies up to 5 GiB at once. Smaller copies go side by side, and each is done well before a request times out. */
const COPIED_BYTES = 128 * MIB;
const MOST_PARTS = 10_000;

/** One part of a multipart upload: a range that S3 copies, or pieces that are read and sent. */
export type UploadPart = { copy: FileRange } | { send: readonly Piece[] };

export const sizeOf = (piece: Piece): number =>
  piece instanceof Uint8Array ? piece.byteLength : piece.end - piece.start;

/**
 * How pieces become the parts of an upload: a large range is copied, in several parts where it is very large; neighbours that
 * are too small for a part are sent together, and where they are too small even so, they take what is missing from the range
 * after them. What is small as a whole is one part that is sent. So of a large piece less than 10 MiB are read.
 * @throws RouseError `FileTooLargeError` beyond what one upload may have
 */
export const uploadParts = (pieces: readonly Piece[]): readonly UploadPart[] => {
  const total = pieces.reduce((sum, piece) => sum + sizeOf(piece), 0);
  if (total <= GATHERED_BYTES) return [{ send: pieces }];
  const parts: UploadPart[] = [];
  let held: Piece[] = [];
  let heldBytes = 0;
  const hold = (piece: Piece) => {
    const [first, rest] = cut(piece, Math.min(sizeOf(piece), GATHERED_BYTES - heldBytes));
    held.push(first);
    heldBytes += sizeOf(first);
    if (heldBytes === GATHERED_BYTES) send();
    if (sizeOf(rest) > 0) hold(rest);
  };
  const send = () => {
    if (heldBytes > 0) parts.push({ send: held });
    [held, heldBytes] = [[], 0];
  };
  for (const piece of pieces) {
    if (piece instanceof Uint8Array || sizeOf(piece) < LEAST_BYTES) {
      if (sizeOf(piece) > 0) hold(piece);
      continue;
    }
    const missing = heldBytes > 0 ? Math.max(0, LEAST_BYTES - heldBytes) : 0;
    const [borrowed, rest] = cutRange(piece, missing);
    if (missing > 0) hold(borrowed);
    if (sizeOf(rest) > 0 && sizeOf(rest) < LEAST_BYTES) hold(rest);
    else if (sizeOf(rest) > 0) {
      send();
      parts.push(...copies(rest, Math.max(COPIED_BYTES, Math.ceil(total / (MOST_PARTS / 2)))));
    }
  }
  send();
  if (parts.length > MOST_PARTS) {
    throw new RouseError(
      "FileTooLargeError",
      `an object of ${pieces.length} pieces takes ${parts.length} parts, and an upload has ${MOST_PARTS}; join pieces before`,
    );
  }
  return parts;
};

/** A piece's first bytes, and what is left. */
const cut = (piece: Piece, bytes: number): [Piece, Piece] =>
  piece instanceof Uint8Array ? [piece.subarray(0, bytes), piece.subarray(bytes)] : cutRange(piece, bytes);

const cutRange = (range: FileRange, bytes: number): [FileRange, FileRange] => {
  const at = range.start + bytes;
  return [
    { ...range, end: at },
    { ...range, start: at },
  ];
};

/** Of equal size but for a byte, so that none is too small. */
const copies = (range: FileRange, most: number): UploadPart[] => {
  const [length, count] = [sizeOf(range), Math.ceil(sizeOf(range) / most)];
  const edge = (at: number) => range.start + Math.floor((length * at) / count);
  return Array.from({ length: count }, (_, at) => ({ copy: { ...range, start: edge(at), end: edge(at + 1) } }));
};
