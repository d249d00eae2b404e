import type { NightCost } from "../model/manifest.ts";

/**
 * List prices in US dollars, region us-east-1, arm64, on demand, without free tier or discounts; looked up November 2026.
 * Change them here when AWS changes them.
 */
const prices = {
  /** DynamoDB: a million read request units; a scan uses half a unit for 4 KiB, a consistent read of one row at least one. */
  millionReadUnits: 0.125,
  /** Lambda: a GB-second. */
  lambdaGbSecond: 0.0000133334,
  /** Step Functions, standard: a thousand state transitions. */
  thousandTransitions: 0.025,
  /** S3 standard: a thousand PUT, COPY, POST or LIST requests, and a thousand GET requests. */
  thousandPuts: 0.005,
  thousandGets: 0.0004,
  /** SES: a thousand messages. */
  thousandMails: 0.1,
} as const;

/** What one customer costs a night on average, measured by `npm run bench`: a row of about 1 KiB, and 0.4 ms of a 1.7 GB worker over all states. */
const READ_UNITS_PER_CUSTOMER = 0.125;
/** Whether an address is suppressed; taken as one address a customer. */
const READ_UNITS_PER_ADDRESS = 1;
const GB_SECONDS_PER_CUSTOMER = 0.0004 * 1.73;
/** Start, waiting for S3 and end of each of a shard's three tasks, and of the four tasks of the night. */
const GB_SECONDS_PER_TASK = 1;
const PUTS_PER_SHARD = 33;
const GETS_PER_SHARD = 40;
/** Of every other shard a shard reads the index of ids, for the night before and for the week before, where it misses somebody: as good as always. */
const INDEXES_PER_OTHER = 2;

/** Joining groups of shards, and having S3 copy what came of it: counted by `npm run bench -- scale` (docs/scale.md). */
const GB_SECONDS_PER_JOINED_CUSTOMER = 0.00012;
const PUTS_PER_JOINED_SHARD = 7;
const GETS_PER_JOINED_SHARD = 31;
const PUTS_PER_GROUP = 30;

/** Work that a night counted. Not its wall-clock time: the same night twice costs the same, to the byte. */
export type NightWork = {
  scanned: number;
  shards: number;
  /** Groups of shards that were joined before `publish`; most shops have none. */
  groups: number;
  files: number;
  mails: number;
};

/** The night's cost, estimated from counted work at list prices. */
export const costOfNight = ({ scanned, shards, groups, files, mails }: NightWork): NightCost => {
  const tasks = 3 * shards + groups + 4;
  const joined = groups > 0 ? { customers: scanned, shards } : { customers: 0, shards: 0 };
  const counted = [
    {
      what: "reading the customers",
      unit: "read units",
      count: READ_UNITS_PER_CUSTOMER * scanned,
      price: prices.millionReadUnits / 1e6,
    },
    {
      what: "reading who must not be mailed",
      unit: "read units",
      count: READ_UNITS_PER_ADDRESS * scanned,
      price: prices.millionReadUnits / 1e6,
    },
    {
      what: "computing",
      unit: "GB-seconds",
      count:
        GB_SECONDS_PER_CUSTOMER * scanned +
        GB_SECONDS_PER_JOINED_CUSTOMER * joined.customers +
        GB_SECONDS_PER_TASK * tasks,
      price: prices.lambdaGbSecond,
    },
    { what: "state machine", unit: "transitions", count: 2 * tasks + 4, price: prices.thousandTransitions / 1e3 },
    {
      what: "writing files",
      unit: "requests",
      count: PUTS_PER_SHARD * shards + PUTS_PER_JOINED_SHARD * joined.shards + PUTS_PER_GROUP * groups + files,
      price: prices.thousandPuts / 1e3,
    },
    {
      what: "reading files",
      unit: "requests",
      count:
        (GETS_PER_SHARD + INDEXES_PER_OTHER * (shards - 1)) * shards + GETS_PER_JOINED_SHARD * joined.shards + files,
      price: prices.thousandGets / 1e3,
    },
    { what: "sending mail", unit: "messages", count: mails, price: prices.thousandMails / 1e3 },
  ];
  const parts = counted.map(({ what, unit, count, price }) => ({
    what,
    count: round(count),
    unit,
    cost: round(count * price),
  }));
  return {
    currency: "USD",
    total: round(parts.reduce((sum, part) => sum + part.cost, 0)),
    parts,
    note: "Estimated from counted work at list prices (us-east-1); storage, logs and webhooks are not in it.",
  };
};

const round = (value: number): number => Math.round(value * 1e6) / 1e6;
