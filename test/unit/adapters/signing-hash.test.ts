import { createHash, createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { SigningHash } from "../../../shared/adapters/signing-hash.ts";

const text = Buffer.from("AWS4-HMAC-SHA256");
const hashOf = async (hash: SigningHash) => {
  hash.update(text.subarray(0, 5));
  hash.update(text.subarray(5));
  return Buffer.from(await hash.digest()).toString("hex");
};

describe("the hash that requests are signed with", () => {
  it("is SHA-256 where there is no key", async () => {
    expect(await hashOf(new SigningHash())).toBe(createHash("sha256").update(text).digest("hex"));
  });

  it("is an HMAC by the key's bytes, whatever holds them", async () => {
    const secret = "AWS4ключ";
    const bytes = Buffer.from(secret, "utf8");
    const wide = new Uint8Array([1, ...bytes, 2]);
    const part = new DataView(wide.buffer, 1, bytes.length);
    const whole = new Uint8Array(bytes).buffer;
    const expected = createHmac("sha256", bytes).update(text).digest("hex");
    for (const key of [secret, bytes, part, whole]) expect(await hashOf(new SigningHash(key))).toBe(expected);
  });

  it("begins anew", async () => {
    const hash = new SigningHash("key");
    hash.update(Buffer.from("something else"));
    hash.reset();
    expect(await hashOf(hash)).toBe(createHmac("sha256", "key").update(text).digest("hex"));
  });
});
