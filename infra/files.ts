import { Aws, Duration, RemovalPolicy, Stack, Validations } from "aws-cdk-lib";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type BucketProps,
  type IBucket,
  type LifecycleRule,
  ObjectOwnership,
  StorageClass,
} from "aws-cdk-lib/aws-s3";
import { Construct } from "constructs";
import * as z from "zod";
import { campaignKeys, campaignsPrefix } from "../shared/model/campaigns-in-force.ts";
import type { FunctionName } from "../shared/model/environment.ts";
import { keptFiles, nightlyPrefix, sweepsPrefix } from "../shared/model/kept-files.ts";
import type { RouseFunction } from "./rouse-function.ts";

const accessLogDays = 90;

const importSchema = z.object({ "Fn::ImportValue": z.string() });

/** The lifecycle rule of files of one kind. */
const forgotten = (kind: keyof typeof keptFiles) => {
  const { prefix, days } = keptFiles[kind];
  return { prefix, expiration: Duration.days(days) };
};

const dropHalfUploads = { id: "DropHalfUploads", abortIncompleteMultipartUploadAfter: Duration.days(1) };

const logRules: LifecycleRule[] = [{ id: "Forget", expiration: Duration.days(accessLogDays) }];

const dataRules: LifecycleRule[] = [
  {
    // Instant Retrieval: a redrive or an explanation still reads at once. S3 leaves objects under 128 KiB
    // where they are, because moving them would cost more than it saves.
    id: "CoolArchive",
    ...forgotten("archive"),
    transitions: [{ storageClass: StorageClass.GLACIER_INSTANT_RETRIEVAL, transitionAfter: Duration.days(90) }],
  },
  { id: "ForgetIncoming", ...forgotten("incoming") },
  { id: "ForgetPoison", ...forgotten("poison") },
  { id: "ForgetExports", ...forgotten("exports") },
  { id: "ForgetErasures", ...forgotten("erasures") },
  { id: "ForgetSweeps", ...forgotten("sweepsAtWork") },
  { id: "ForgetStaged", ...forgotten("sweepsStaged") },
  { id: "ForgetSeen", ...forgotten("sweepsSeen") },
  { id: "ForgetWork", ...forgotten("work") },
  { id: "ForgetPromises", ...forgotten("promises") },
  dropHalfUploads,
];

const marketingRules: LifecycleRule[] = [
  // Not `nightly/latest.json`: the pointer stays for as long as it points somewhere.
  { id: "ForgetNights", ...forgotten("nights") },
  dropHalfUploads,
];

/** Under exactOptionalPropertyTypes the CDK's class does not fit its own interface, though every bucket does. */
const isIBucket = (bucket: unknown): bucket is IBucket => bucket instanceof Bucket;

const reading = ["s3:GetObject"];
const writing = ["s3:PutObject", "s3:AbortMultipartUpload"];
const removing = ["s3:DeleteObject"];

/**
 * Data bucket (`archive/`, `work/`, `promises/`), marketing bucket (`nightly/`), and the bucket of their access logs, each named
 * `<prefix>-data-<account>-<region>` and so on: the names of buckets are the whole world's.
 *
 * None is versioned, on purpose. Erasure must reach every byte about a person, and a noncurrent version would outlive it.
 * Nothing is lost by that: bodies in the archive are named by their own hash, so none replaces another,
 * and whatever lies in `work/` and `nightly/` can be made again from the tables.
 */
export class Files extends Construct {
  readonly data: Bucket;
  readonly marketing: Bucket;
  private readonly logs: Bucket;
  private readonly prefix: string;

  constructor(scope: Construct, id: string, prefix: string) {
    super(scope, id);
    this.prefix = prefix;
    this.logs = this.bucket("Logs", { lifecycleRules: logRules });
    this.data = this.bucket("Data", { ...this.loggedTo("data/"), lifecycleRules: dataRules });
    this.marketing = this.bucket("Marketing", { ...this.loggedTo("marketing/"), lifecycleRules: marketingRules });
  }

  /** Put raw bodies away, and read none back. */
  grantArchive(grantee: RouseFunction<FunctionName>) {
    this.grantPrefix(grantee, this.data, keptFiles.archive.prefix, writing);
  }

  /** Read raw bodies, put together what is kept about a person, erase them from the archive, and note them for the sweep. */
  grantRecord(grantee: RouseFunction<FunctionName>) {
    this.grantPrefix(grantee, this.data, keptFiles.archive.prefix, [...reading, ...writing, ...removing]);
  }

  /** Erase those who are noted from every night's files. */
  grantSweep(grantee: RouseFunction<FunctionName>) {
    this.grantPrefix(grantee, this.data, sweepsPrefix, [...reading, ...writing, ...removing]);
    this.grantPrefix(grantee, this.data, keptFiles.work.prefix, [...reading, ...writing, ...removing]);
    this.grantPrefix(grantee, this.marketing, nightlyPrefix, [...reading, ...writing, ...removing]);
  }

  /** Read and write a night's working files. */
  grantWork(grantee: RouseFunction<FunctionName>) {
    this.grantPrefix(grantee, this.data, keptFiles.work.prefix, [...reading, ...writing]);
  }

  /** Read a night's working files. */
  grantReadWork(grantee: RouseFunction<FunctionName>) {
    this.grantPrefix(grantee, this.data, keptFiles.work.prefix, reading);
  }

  /** Read what nights promised. */
  grantReadPromises(grantee: RouseFunction<FunctionName>) {
    this.grantPrefix(grantee, this.data, keptFiles.promises.prefix, reading);
  }

  /** Write down what a night promised. */
  grantPromise(grantee: RouseFunction<FunctionName>) {
    this.grantPrefix(grantee, this.data, keptFiles.promises.prefix, writing);
  }

  /** Read the campaigns that were published. */
  grantReadCampaigns(grantee: RouseFunction<FunctionName>) {
    this.grantPrefix(grantee, this.data, campaignsPrefix, reading);
  }

  /** Read what is held. */
  grantReadHeld(grantee: RouseFunction<FunctionName>) {
    this.grantObject(grantee, this.data, campaignKeys.held(), reading);
  }

  /** Hold mail: read what is held, and write it anew. */
  grantHold(grantee: RouseFunction<FunctionName>) {
    this.grantObject(grantee, this.data, campaignKeys.held(), [...reading, ...writing]);
  }

  /** Publish a night. */
  grantPublish(grantee: RouseFunction<FunctionName>) {
    this.grantPrefix(grantee, this.marketing, nightlyPrefix, [...reading, ...writing, ...removing]);
  }

  /** Read what earlier nights published. */
  grantReadPublished(grantee: RouseFunction<FunctionName>) {
    this.grantPrefix(grantee, this.marketing, nightlyPrefix, reading);
  }

  private grantObject(grantee: RouseFunction<FunctionName>, bucket: Bucket, key: string, actions: string[]) {
    grantee.addToRolePolicy(new PolicyStatement({ actions, resources: [bucket.arnForObjects(key)] }));
    grantee.addToRolePolicy(new PolicyStatement({ actions: ["s3:ListBucket"], resources: [bucket.bucketArn] }));
  }

  /** Listing goes with reading: without it S3 answers 403, not 404, for an object that is not there. */
  private grantPrefix(grantee: RouseFunction<FunctionName>, bucket: Bucket, prefix: string, actions: string[]) {
    grantee.addToRolePolicy(new PolicyStatement({ actions, resources: [bucket.arnForObjects(`${prefix}*`)] }));
    if (actions.includes("s3:GetObject")) {
      grantee.addToRolePolicy(new PolicyStatement({ actions: ["s3:ListBucket"], resources: [bucket.bucketArn] }));
    }
    // The function lives in another stack and knows the bucket by its export.
    const kept = Stack.of(this);
    const { "Fn::ImportValue": bucketArn } = importSchema.parse(kept.resolve(kept.exportValue(bucket.bucketArn)));
    Validations.of(grantee.home).acknowledge({
      id: `AwsSolutions-IAM5[Resource::${bucketArn}/${prefix}*]`,
      reason: `Object names are not known before they are written; the permission ends at ${prefix}.`,
    });
  }

  private loggedTo(prefix: string): Pick<BucketProps, "serverAccessLogsBucket" | "serverAccessLogsPrefix"> {
    const logs: unknown = this.logs;
    if (!isIBucket(logs)) throw new Error("access logs need a bucket");
    return { serverAccessLogsBucket: logs, serverAccessLogsPrefix: prefix };
  }

  private bucket(id: string, props: BucketProps) {
    return new Bucket(this, id, {
      ...props,
      bucketName: `${`${this.prefix}-${id}`.toLowerCase()}-${Aws.ACCOUNT_ID}-${Aws.REGION}`,
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
  }
}
