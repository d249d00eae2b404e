import { createHash } from "node:crypto";

/** Passes chunks on, and knows their length and SHA-256 when the last one has gone. */
export const measuring = (source: AsyncIterable<Uint8Array | string>) => {
  const hash = createHash("sha256");
  let bytes = 0;
  const chunks = (async function* (): AsyncGenerator<Uint8Array> {
    for await (const chunk of source) {
      const buffer = typeof chunk === "string" ? Buffer.from(chunk, "utf8") : chunk;
      hash.update(buffer);
      bytes += buffer.byteLength;
      yield buffer;
    }
  })();
  return { chunks, result: () => ({ bytes, sha256: hash.digest("hex") }) };
};

/** The same of bytes that are all there. */
export const measureOf = (bytes: Uint8Array) => ({
  bytes: bytes.byteLength,
  sha256: createHash("sha256").update(bytes).digest("hex"),
});
