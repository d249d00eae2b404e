import type { S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createS3Client } from "../../shared/adapters/aws-clients.ts";
import { s3FileStore } from "../../shared/adapters/s3-file-store.ts";
import { startEngines, type TestEngines } from "../support/engines.ts";

/** Notes every call of a client by its name, and lets the one of a number fail, before or after S3 has done it. */
const failing = (client: S3Client, fault: { at: number; after: boolean }) => {
  const calls: string[] = [];
  client.middlewareStack.add(
    (next, { commandName = "" }) =>
      async (input) => {
        calls.push(commandName.replace("Command", ""));
        const mine = calls.length - 1;
        if (mine === fault.at && !fault.after) throw new Error("broke off");
        const output = await next(input);
        if (mine === fault.at) throw new Error("broke off");
        return output;
      },
    { step: "initialize" },
  );
  return { calls, client };
};

describe("compose in S3, broken off at any of its calls", () => {
  let engines: TestEngines;
  beforeAll(async () => {
    engines = await startEngines();
  });
  afterAll(() => engines.stop());

  it("leaves no upload behind, shows nothing half, and gives the same bytes when it is done again", async () => {
    const { DATA_BUCKET, MARKETING_BUCKET } = engines.buckets;
    const whole = s3FileStore(createS3Client(), MARKETING_BUCKET);
    const data = s3FileStore(createS3Client(), DATA_BUCKET);
    const large = new Uint8Array(13_000_000).map((_, at) => at % 251);
    await data.write("part", large);
    const expected = Buffer.concat([Buffer.from("header"), large, large]);
    const compose = (client: S3Client, key: string) => {
      const piece = { files: s3FileStore(client, DATA_BUCKET), key: "part", start: 0, end: large.byteLength };
      return s3FileStore(client, MARKETING_BUCKET).compose(key, [Buffer.from("header"), piece, piece]);
    };
    const plain = failing(createS3Client(), { at: -1, after: false });
    await compose(plain.client, "plain");
    expect(plain.calls.toSorted()).toEqual(
      ["CreateMultipartUpload", "GetObject", "UploadPart", "UploadPartCopy", "UploadPartCopy"]
        .concat("CompleteMultipartUpload")
        .toSorted(),
    );
    for (const after of [false, true]) {
      for (let at = 0; at < plain.calls.length; at++) {
        const key = `broken-${after}-${at}`;
        const broken = failing(createS3Client(), { at, after });
        await expect(compose(broken.client, key)).rejects.toThrow("broke off");
        const count = (name: string) => broken.calls.filter((call) => call === name).length;
        const isDone = after && broken.calls[at] === "CompleteMultipartUpload";
        expect((await whole.measure(key)) !== undefined).toBe(isDone);
        // Where the answer to its creation was lost, nobody knows the upload's name: the bucket's own rule takes it away.
        if (at > 0) expect(count("AbortMultipartUpload")).toBe(1);
        expect(await compose(createS3Client(), key)).not.toBe("changed");
        expect(expected.equals((await whole.read(key)) ?? new Uint8Array())).toBe(true);
      }
    }
  });
});
