import * as z from "zod";
import { marketingKeys } from "../../../shared/model/night.ts";

export type StoredFile = { key: string; bytes: number; modifiedAt: string };

/** What marketing receives, in its bucket. */
export type MarketingFiles = {
  list: (prefix: string) => Promise<readonly StoredFile[]>;
  /** Undefined where there is no such file. */
  read: (key: string) => Promise<Uint8Array | undefined>;
};

/** The client is loaded with the first page that needs it: booting does not wait for it. */
export const createMarketingFiles = (bucket: string, endpoint: string): MarketingFiles => {
  const connect = async () => {
    const sdk = await import("@aws-sdk/client-s3");
    const credentials = { accessKeyId: "local", secretAccessKey: "local" };
    return { sdk, client: new sdk.S3Client({ endpoint, region: "us-east-1", forcePathStyle: true, credentials }) };
  };
  let connected: ReturnType<typeof connect> | undefined;
  const connection = () => {
    connected ??= connect();
    return connected;
  };
  return {
    list: async (prefix) => {
      const { sdk, client } = await connection();
      const found: StoredFile[] = [];
      for await (const page of sdk.paginateListObjectsV2({ client }, { Bucket: bucket, Prefix: prefix })) {
        for (const { Key, Size = 0, LastModified } of page.Contents ?? []) {
          if (Key) found.push({ key: Key, bytes: Size, modifiedAt: LastModified?.toISOString() ?? "" });
        }
      }
      return found;
    },
    read: async (key) => {
      const { sdk, client } = await connection();
      try {
        const { Body } = await client.send(new sdk.GetObjectCommand({ Bucket: bucket, Key: key }));
        return await Body?.transformToByteArray();
      } catch (error) {
        if (error instanceof sdk.NoSuchKey) return undefined;
        throw error;
      }
    },
  };
};

const latestSchema = z.looseObject({ asOf: z.iso.date() });

/** The as-of day of the newest complete night: what `nightly/latest.json` points to. */
export const latestDay = async (files: MarketingFiles): Promise<string | undefined> => {
  const pointer = await files.read(marketingKeys.latest());
  if (!pointer) return undefined;
  return latestSchema.safeParse(JSON.parse(Buffer.from(pointer).toString("utf8"))).data?.asOf;
};
