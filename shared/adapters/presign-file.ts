import { GetObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";

/** Makes links to objects of a bucket that open without keys, for so many seconds. */
export const presignFile =
  (client: S3Client, bucket: string) =>
  (key: string, seconds: number): Promise<string> =>
    getSignedUrl(client, new GetObjectCommand({ Bucket: bucket, Key: key }), { expiresIn: seconds });
