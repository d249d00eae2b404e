import { createDynamoClient, createS3Client } from "../../shared/adapters/aws-clients.ts";
import { dynamoCustomers } from "../../shared/adapters/dynamo-customers.ts";
import { nightFiles } from "../../shared/adapters/night-files.ts";
import { s3FileStore } from "../../shared/adapters/s3-file-store.ts";
import { nightWorld } from "../support/night-world.ts";
import { peakMegabytes } from "./peak-memory.ts";

/** One shard of one state in a process of its own; prints the most memory it ever held, in MB. */
const [, , name, runId = "", shard = "0"] = process.argv;
const { CUSTOMERS_TABLE = "", DATA_BUCKET = "" } = process.env;
const stores = {
  ...nightFiles(s3FileStore(createS3Client(), DATA_BUCKET)),
  ...dynamoCustomers(createDynamoClient(), CUSTOMERS_TABLE),
};
const world = nightWorld({ customers: [], replace: stores });
await (name === "summarise-shard" ? world.summarise : world.score)(runId, Number(shard));
console.log(peakMegabytes());
