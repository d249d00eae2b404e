import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import packageFile from "../../package.json" with { type: "json" };
import { readCampaignsAt } from "../../shared/adapters/bundled-campaigns.ts";
import { createCustomerSpool, joinBin, spooledCustomers } from "../../shared/adapters/customer-spool.ts";
import { folderFiles } from "../../shared/adapters/folder-files.ts";
import { rememberedHash } from "../../shared/adapters/keyed-hash.ts";
import { memoryMessages } from "../../shared/adapters/memory-messages.ts";
import { nightFiles } from "../../shared/adapters/night-files.ts";
import { publishedFiles } from "../../shared/adapters/published-files.ts";
import type { Keys } from "../../shared/model/keys.ts";
import type { Settings } from "../../shared/model/settings.ts";
import type { Suppressed } from "../../shared/model/suppression.ts";
import type { Instant } from "../../shared/model/time.ts";
import { nothingWaits } from "../../shared/model/waiting.ts";
import type { FileStore } from "../../shared/ports/files.ts";
import { projectRoot } from "../system/project-root.ts";

/** Where a night of one process lies, and what it goes by: plain data, which every thread is given. */
export type Place = {
  /** A folder of its own, which does not outlive the command. */
  folder: string;
  settings: Settings;
  keys: Keys;
  /** When the night is held: its only clock. */
  at: Instant;
};

/** Rows of the file, split by customer. */
export const rowsIn = ({ folder }: Pick<Place, "folder">): string => join(folder, "rows");
export const customersIn = ({ folder }: Pick<Place, "folder">): string => join(folder, "customers");

/** What the states of the night leave for each other. */
export const dataIn = ({ folder }: Pick<Place, "folder">): FileStore => folderFiles(join(folder, "data"));
/** What marketing receives. */
export const marketingIn = ({ folder }: Pick<Place, "folder">): FileStore => folderFiles(join(folder, "marketing"));

/** Nobody sends, and nothing says otherwise: links in what would have been sent lead nowhere. */
const NOWHERE = "https://rouse.invalid";
/** The mail service's limit has no say where nobody is mailed. */
const UNLIMITED = 500;

/** What use cases need from the world, over plain files and memory. It mails nobody, and knows nobody who refused before the file. */
export const openGround = (place: Place, thread = 0) => {
  const { settings, keys, at } = place;
  const { readCustomers, ...customers } = spooledCustomers(customersIn(place));
  return {
    ...nightFiles(dataIn(place)),
    ...publishedFiles(marketingIn(place)),
    ...customers,
    ...memoryMessages(),
    settings,
    hash: rememberedHash(keys.identityKey),
    spool: createCustomerSpool(customersIn(place), thread),
    joinBin: (bin: number) => joinBin(customersIn(place), bin),
    /** Nothing is told while a night of one process goes on: who somebody is, their row says. */
    whoTheyAre: readCustomers,
    readSuppressions: async () => new Map<string, Suppressed>(),
    countWaiting: async () => nothingWaits,
    readImportMark: async () => undefined,
    readSettings: async () => settings,
    readCampaignFolder: () => readCampaignsAt(pathToFileURL(join(projectRoot, "campaigns/"))),
    reportLeftOut: nothing,
    readSendRate: async () => UNLIMITED,
    codeVersion: packageFile.version,
    /** One process has every shard's part at hand: there is nothing to copy for. */
    joinsOf: () => undefined,
    readKeys: async () => keys,
    readOutboxSecrets: async () => undefined,
    send: mailNobody,
    sendRaw: mailNobody,
    postEvent: mailNobody,
    publicUrl: NOWHERE,
    now: () => at,
    newOwner: randomUUID,
    pause: async () => undefined,
    createPace: () => async () => undefined,
    reportRefusal: nothing,
    reportUnwritten: nothing,
    report: nothing,
  };
};
export type Ground = ReturnType<typeof openGround>;

const nothing = () => undefined;

const mailNobody = async (): Promise<never> => {
  throw new TypeError("a night on a file mails nobody");
};
