import { createHash, createHmac, createSecretKey, type Hash, type Hmac } from "node:crypto";
import type { Checksum, SourceData } from "@smithy/types";

/**
 * SHA-256 as the SDK signs with it, its keys made keys for Node beforehand: Node takes six times as long over an HMAC whose key comes
 * as bytes, and a request's signature is three of them.
 */
export class SigningHash implements Checksum {
  readonly #key: ReturnType<typeof createSecretKey> | undefined;
  #hash: Hash | Hmac;

  constructor(secret?: SourceData) {
    this.#key = secret === undefined ? undefined : createSecretKey(bytesOf(secret));
    this.#hash = this.#begin();
  }

  update(data: Uint8Array): void {
    this.#hash.update(data);
  }

  async digest(): Promise<Uint8Array> {
    return this.#hash.digest();
  }

  reset(): void {
    this.#hash = this.#begin();
  }

  #begin() {
    return this.#key === undefined ? createHash("sha256") : createHmac("sha256", this.#key);
  }
}

const bytesOf = (data: SourceData): Uint8Array => {
  if (typeof data === "string") return Buffer.from(data, "utf8");
  return ArrayBuffer.isView(data)
    ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    : new Uint8Array(data);
};
