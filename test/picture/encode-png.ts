import { crc32, deflateSync } from "node:zlib";

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/**
 * A PNG of rows of pixels, each three bytes, packed as tightly as zlib can: a browser packs its own quickly and large.
 * Source: RFC 2083.
 */
export const encodePng = (pixels: Buffer, width: number, height: number): Buffer => {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // Eight bits a colour, red, green and blue; the rest is the only way there is.
  header.set([8, 2, 0, 0, 0], 8);
  const unfiltered = Buffer.alloc(height * (1 + 3 * width));
  for (let y = 0; y < height; y++) {
    pixels.copy(unfiltered, y * (1 + 3 * width) + 1, y * 3 * width, (y + 1) * 3 * width);
  }
  const chunks = [
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(unfiltered, { level: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ];
  return Buffer.concat([SIGNATURE, ...chunks]);
};

const chunk = (name: string, contents: Buffer): Buffer => {
  const named = Buffer.concat([Buffer.from(name, "latin1"), contents]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(contents.length);
  check.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, check]);
};
