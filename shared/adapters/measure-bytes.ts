import { createHash } from "node:crypto";
import type { Measure } from "../model/manifest.ts";

/** Length and SHA-256 of all that it is given. */
export const measurer = () => {
  const hash = createHash("sha256");
  let bytes = 0;
  return {
    add: (chunk: Uint8Array): void => {
      hash.update(chunk);
      bytes += chunk.byteLength;
    },
    result: (): Measure => ({ bytes, sha256: hash.digest("hex") }),
  };
};

/** Passes chunks on, and knows their length and SHA-256 when the last one has gone. */
export const measuring = (source: AsyncIterable<Uint8Array | string>) => {
  const { add, result } = measurer();
  const chunks = (async function* (): AsyncGenerator<Uint8Array> {
    for await (const chunk of source) {
      const buffer = typeof chunk === "string" ? Buffer.from(chunk, "utf8") : chunk;
      add(buffer);
      yield buffer;
    }
  })();
  return { chunks, result };
};

/** The same of bytes that are all there. */
export const measureOf = (bytes: Uint8Array): Measure => ({
  bytes: bytes.byteLength,
  sha256: createHash("sha256").update(bytes).digest("hex"),
});
