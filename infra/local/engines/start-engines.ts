import { join } from "node:path";
import { startEngine } from "./start-engine.ts";

/** Endpoints of the storage services, and what stops those that were started here. */
export type Engines = {
  endpoints: { dynamodb: string; s3: string; sqs: string; sns: string };
  stop: () => Promise<void>;
};

const endpointsAt = (dynamodb: string, others: string) => ({ dynamodb, s3: others, sqs: others, sns: others });

/**
 * Starts the engines for DynamoDB, S3, SQS and SNS; without `dataDir` they keep everything in memory.
 * `emulatorUrl` names an emulator that serves all four instead: then none is started.
 */
export const startEngines = async (dataDir: string | undefined, emulatorUrl: string | undefined): Promise<Engines> => {
  if (emulatorUrl !== undefined) {
    const url = emulatorUrl.replace(/\/$/, "");
    return { endpoints: endpointsAt(url, url), stop: async () => undefined };
  }
  const [dynamo, fauxqs] = await Promise.all([
    startEngine("dynamo", dataDir && join(dataDir, "tables")),
    startEngine("fauxqs", dataDir),
  ]);
  return {
    endpoints: endpointsAt(dynamo.url, fauxqs.url),
    stop: async () => {
      await Promise.all([dynamo.stop(), fauxqs.stop()]);
    },
  };
};
