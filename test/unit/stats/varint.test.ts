import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { VarintReader, VarintWriter } from "../../../shared/stats/varint.ts";

const MOST = Number.MAX_SAFE_INTEGER;
const unsignedBytes = (value: number): number[] => {
  const writer = new VarintWriter();
  writer.unsigned(value);
  return [...writer.toBytes()];
};
const signedBytes = (value: number): number[] => {
  const writer = new VarintWriter();
  writer.signed(value);
  return [...writer.toBytes()];
};
const unsignedOf = (...bytes: number[]): number => new VarintReader(Uint8Array.from(bytes)).unsigned();
const signedOf = (...bytes: number[]): number => new VarintReader(Uint8Array.from(bytes)).signed();

describe("unsigned numbers", () => {
  // 624485 is the example of the DWARF and WebAssembly standards' LEB128.
  it.each([
    [0, [0x00]],
    [1, [0x01]],
    [127, [0x7f]],
    [128, [0x80, 0x01]],
    [129, [0x81, 0x01]],
    [300, [0xac, 0x02]],
    [16_383, [0xff, 0x7f]],
    [16_384, [0x80, 0x80, 0x01]],
    [624_485, [0xe5, 0x8e, 0x26]],
    [2 ** 32, [0x80, 0x80, 0x80, 0x80, 0x10]],
    [MOST, [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x0f]],
  ])("%i are 7 bits a byte, low ones first", (value, bytes) => {
    expect(unsignedBytes(value)).toEqual(bytes);
    expect(unsignedOf(...bytes)).toBe(value);
  });
});

describe("signed numbers", () => {
  it.each([
    [0, [0b0]],
    [1, [0b10]],
    [-1, [0b11]],
    [63, [0b111_1110]],
    [-63, [0b111_1111]],
    [64, [0b1000_0000, 1]],
    [-64, [0b1000_0001, 1]],
    [-65, [0b1000_0011, 1]],
    [127, [0b1111_1110, 1]],
    [128, [0b1000_0000, 2]],
    [-8192, [0b1000_0001, 0x80, 0x01]],
    [-MOST, [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x1f]],
  ])("%i have the sign and 6 bits in the first byte, then 7 a byte", (value, bytes) => {
    expect(signedBytes(value)).toEqual(bytes);
    expect(signedOf(...bytes)).toBe(value);
  });
});

describe("a row of numbers", () => {
  it("comes back as it was written, however long, and is then done", () => {
    const written = fc.array(fc.oneof(fc.maxSafeInteger(), fc.integer({ min: -200, max: 200 })), { maxLength: 100 });
    fc.assert(
      fc.property(written, (values) => {
        const writer = new VarintWriter();
        for (const value of values) {
          writer.signed(value);
          writer.unsigned(Math.abs(value));
        }
        const reader = new VarintReader(writer.toBytes());
        for (const value of values) {
          expect(reader.done).toBe(false);
          expect(reader.signed()).toBe(value === 0 ? 0 : value);
          expect(reader.unsigned()).toBe(Math.abs(value));
        }
        expect(reader.done).toBe(true);
      }),
      { seed: 20261122, numRuns: 200 },
    );
  });

  it("keeps its order over a thousand bytes", () => {
    const writer = new VarintWriter();
    for (let i = 0; i < 1000; i++) writer.unsigned(i % 128);
    expect([...writer.toBytes()]).toEqual(Array.from({ length: 1000 }, (_, i) => i % 128));
  });

  it("can be taken as bytes, written on, and taken again", () => {
    const writer = new VarintWriter();
    expect(writer.toBytes()).toHaveLength(0);
    writer.unsigned(7);
    const first = writer.toBytes();
    writer.unsigned(8);
    expect([...first]).toEqual([7]);
    expect([...writer.toBytes()]).toEqual([7, 8]);
    first[0] = 9;
    expect([...writer.toBytes()]).toEqual([7, 8]);
  });

  it("is read from any place on", () => {
    const reader = new VarintReader(Uint8Array.of(0xff, 0xff, 0x05), 2);
    expect(reader.done).toBe(false);
    expect(reader.unsigned()).toBe(5);
    expect(reader.done).toBe(true);
  });
});

describe("bytes that are no numbers are refused", () => {
  it("where they end in the middle of one", () => {
    for (const read of [unsignedOf, signedOf]) {
      expect(() => read()).toThrow(RangeError);
      expect(() => read(0x80)).toThrow("bytes end in the middle of a number");
      expect(() => read(0xff, 0xff)).toThrow("bytes end in the middle of a number");
    }
  });

  it("but not where a sum does, which is as it was written", () => {
    for (const sum of [2 ** 53, -(2 ** 60), 3e15 * 50, -9e22]) {
      const writer = new VarintWriter();
      writer.signed(sum);
      expect(new VarintReader(writer.toBytes()).signedSum()).toBe(sum);
    }
  });

  it("where one goes beyond 2^53", () => {
    const ones = [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff];
    const nils = [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80];
    expect(() => unsignedOf(...ones, 0x1f)).toThrow("a number goes beyond 2^53");
    expect(() => unsignedOf(...nils, 0x10)).toThrow("a number goes beyond 2^53");
    expect(() => signedOf(...nils, 0x20)).toThrow("a number goes beyond 2^53");
    expect(() => signedOf(...ones, 0x3f)).toThrow("a number goes beyond 2^53");
  });
});
