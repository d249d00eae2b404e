import { createServer, type Server } from "node:http";
import { S3Client } from "@aws-sdk/client-s3";
import { afterEach, describe, expect, test } from "vitest";
import { s3FileStore } from "../../../shared/adapters/s3-file-store.ts";

const body = Buffer.from(Array.from({ length: 90_000 }, (_, at) => at % 251));
const started: Server[] = [];
afterEach(() => Promise.all(started.splice(0).map((server) => new Promise((done) => server.close(done)))));

type Answers = { /** How many answers break off before the whole body is sent. */ broken: number; etags?: string[] };

/** A bucket with one object, whose first answers break off some way into what they promised. */
const bucketThatBreaksOff = async ({ broken, etags = [] }: Answers) => {
  const asked: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    const etag = etags[asked.length] ?? '"one"';
    asked.push(request.headers.range);
    if (request.headers["if-match"] !== undefined && request.headers["if-match"] !== etag) {
      response.writeHead(412, { "content-type": "application/xml" });
      response.end("<Error><Code>PreconditionFailed</Code><Message>another version</Message></Error>");
      return;
    }
    const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? "")?.[1] ?? 0);
    const rest = body.subarray(from);
    response.writeHead(from > 0 ? 206 : 200, { "content-length": rest.byteLength, etag });
    if (asked.length > broken) response.end(rest);
    else response.write(rest.subarray(0, 10_000), () => response.destroy());
  });
  started.push(server);
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const client = new S3Client({
    endpoint: `http://127.0.0.1:${port}`,
    region: "us-east-1",
    forcePathStyle: true,
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
    maxAttempts: 1,
  });
  return { asked, files: s3FileStore(client, "bucket") };
};

const collected = async (chunks: AsyncIterable<Uint8Array>): Promise<Buffer> => {
  const all: Uint8Array[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return Buffer.concat(all);
};

describe("a body that breaks off in the middle", () => {
  test("is read again from its beginning by who wants the whole", async () => {
    const { asked, files } = await bucketThatBreaksOff({ broken: 2 });
    expect(Buffer.from((await files.read("key")) ?? []).equals(body)).toBe(true);
    expect(asked).toEqual([undefined, undefined, undefined]);
  });

  test("goes on where it broke off for who reads it as a stream, and no byte comes twice", async () => {
    const { asked, files } = await bucketThatBreaksOff({ broken: 3 });
    expect((await collected(files.readStream("key"))).equals(body)).toBe(true);
    expect(asked).toHaveLength(4);
    for (const range of asked.slice(1)) expect(range).toMatch(/^bytes=\d+-$/);
  });

  test("ends, where it breaks off every time, in an error by whose name the state is tried again", async () => {
    const reading = await bucketThatBreaksOff({ broken: 99 });
    await expect(reading.files.read("key")).rejects.toMatchObject({ name: "ConnectionLostError" });
    expect(reading.asked).toHaveLength(4);
    const streaming = await bucketThatBreaksOff({ broken: 99 });
    await expect(collected(streaming.files.readStream("key"))).rejects.toMatchObject({ name: "ConnectionLostError" });
  });

  test("is not joined with another version of the object", async () => {
    const { files } = await bucketThatBreaksOff({ broken: 1, etags: ['"one"', '"two"'] });
    await expect(collected(files.readStream("key"))).rejects.toMatchObject({ name: "ConflictError" });
  });
});
