import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sizeOf, type UploadPart, uploadParts } from "../../../shared/adapters/upload-parts.ts";
import type { FileRange, Piece } from "../../../shared/ports/files.ts";
import { fakeFiles } from "../../support/fake-files.ts";

const MIB = 1024 * 1024;
const GIB = 1024 * MIB;
const files = fakeFiles();
const inHand = new Uint8Array(20 * MIB);

const length = fc.oneof(
  fc.constantFrom(0, 1, 5 * MIB - 1, 5 * MIB, 5 * MIB + 1, 8 * MIB, 8 * MIB + 1, 128 * MIB, 128 * MIB + 1),
  fc.nat(12 * MIB),
  fc.nat(20 * GIB),
);
const range = fc
  .record({ key: fc.constantFrom("a", "b"), start: fc.nat(GIB), length })
  .map(({ key, start, length }): Piece => ({ files, key, start, end: start + length }));
const bytes = fc.nat(inHand.byteLength).map((length): Piece => inHand.subarray(0, length));
const pieces = fc.array(fc.oneof({ weight: 3, arbitrary: range }, bytes), { maxLength: 30 });

const partBytes = (part: UploadPart) =>
  "copy" in part ? sizeOf(part.copy) : part.send.reduce((sum, piece) => sum + sizeOf(piece), 0);
const spansOf = (all: readonly Piece[]) => {
  const spans: { from: string; start: number; end: number }[] = [];
  for (const piece of all) {
    const { key, start, end } = piece instanceof Uint8Array ? inHandRange(piece) : piece;
    const last = spans.at(-1);
    if (last?.from === key && last.end === start) last.end = end;
    else if (end > start) spans.push({ from: key, start, end });
  }
  return spans;
};
const inHandRange = ({ byteOffset, byteLength }: Uint8Array): Pick<FileRange, "key" | "start" | "end"> => ({
  key: "in hand",
  start: byteOffset,
  end: byteOffset + byteLength,
});

describe("parts of an upload", () => {
  test("hold every byte of the pieces, each once and in order", () => {
    fc.assert(
      fc.property(pieces, (given) => {
        const made = uploadParts(given).flatMap((part) => ("copy" in part ? [part.copy] : part.send));
        expect(spansOf(made)).toEqual(spansOf(given));
      }),
      { seed: 20261130, numRuns: 500 },
    );
  });

  test("are of sizes that S3 takes: from 5 MiB but for the last, copied up to 5 GiB, sent up to 8 MiB", () => {
    fc.assert(
      fc.property(pieces, (given) => {
        const parts = uploadParts(given);
        for (const part of parts.slice(0, -1)) expect(partBytes(part)).toBeGreaterThan(5 * MIB);
        for (const part of parts) {
          if ("copy" in part) expect(sizeOf(part.copy)).toBeGreaterThan(5 * MIB);
          expect(partBytes(part)).toBeLessThanOrEqual("copy" in part ? 5 * GIB : 8 * MIB);
        }
        expect(parts.length).toBeLessThanOrEqual(10_000);
      }),
      { seed: 20261130, numRuns: 500 },
    );
  });

  test("send what is small, and of every large piece less than 10 MiB", () => {
    fc.assert(
      fc.property(pieces, (given) => {
        const isLarge = (piece: Piece) => !(piece instanceof Uint8Array) && sizeOf(piece) > 8 * MIB;
        const small = given.filter((piece) => !isLarge(piece)).reduce((sum, piece) => sum + sizeOf(piece), 0);
        const sent = uploadParts(given).filter((part) => "send" in part);
        expect(sent.reduce((sum, part) => sum + partBytes(part), 0)).toBeLessThanOrEqual(
          small + given.filter(isLarge).length * 10 * MIB,
        );
      }),
      { seed: 20261130, numRuns: 500 },
    );
  });

  test("beyond ten thousand are refused before anything is sent", () => {
    const many = Array.from({ length: 10_001 }, (_, at): Piece => ({ files, key: `${at}`, start: 0, end: 6 * MIB }));
    expect(() => uploadParts(many)).toThrow("has 10000");
  });
});
