import { randomUUID } from "node:crypto";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import packageFile from "../../package.json" with { type: "json" };
import { createCustomerSpool, joinBin, spooledCustomers } from "../../shared/adapters/customer-spool.ts";
import { folderFiles } from "../../shared/adapters/folder-files.ts";
import { rememberedHash } from "../../shared/adapters/keyed-hash.ts";
import { memoryMessages } from "../../shared/adapters/memory-messages.ts";
import { memoryPlaces } from "../../shared/adapters/memory-places.ts";
import { nightFiles } from "../../shared/adapters/night-files.ts";
import { publishedFiles } from "../../shared/adapters/published-files.ts";
import { applyChanges, createChanges } from "../../shared/adapters/spooled-changes.ts";
import type { Keys } from "../../shared/model/keys.ts";
import type { Settings } from "../../shared/model/settings.ts";
import type { Suppressed } from "../../shared/model/suppression.ts";
import type { Instant } from "../../shared/model/time.ts";
import { nothingWaits } from "../../shared/model/waiting.ts";
import type { FileStore } from "../../shared/ports/files.ts";
import type { ReadCampaignFolder } from "../../shared/ports/world.ts";
import type { PostDeps } from "../../shared/post/post-and-settle.ts";
import type { SendAndSettleDeps } from "../../shared/post/send-and-settle.ts";
import { readCampaigns } from "../campaigns/compiled-campaigns.ts";
import { projectRoot } from "../system/project-root.ts";

/** Where a night of one process lies, and what it goes by: plain data, which every thread is given. */
export type Place = {
  /** A folder of its own, which does not outlive the command. */
  folder: string;
  settings: Settings;
  keys: Keys;
  /** When the night is held: its only clock. */
  at: Instant;
  /** Which night of a rehearsal it is: each has customers of its own. */
  night?: number | undefined;
  /** Campaigns other than the project's own. */
  campaigns?: string | undefined;
  /** Where marketing's files are to lie, if not with the rest. */
  marketing?: string | undefined;
};

/** What one night leaves for the next though no file has it. */
export type Memory = {
  ledger: ReturnType<typeof memoryMessages>;
  places: ReturnType<typeof memoryPlaces>;
  readCampaignFolder: ReadCampaignFolder;
};
/** Whoever takes messages. */
export type Post = Pick<SendAndSettleDeps, "send"> & Pick<PostDeps, "postEvent" | "readOutboxSecrets">;

/** Rows of the file, split by customer. */
export const rowsIn = ({ folder }: Pick<Place, "folder">): string => join(folder, "rows");
/** What becomes known of customers from night to night of a rehearsal. */
const changesIn = ({ folder }: Pick<Place, "folder">): string => join(folder, "changes");
export const customersIn = ({ folder, night = 0 }: Pick<Place, "folder" | "night">): string =>
  join(folder, night === 0 ? "customers" : `customers-${night}`);

/** What the states of the night leave for each other. */
export const dataIn = ({ folder }: Pick<Place, "folder">): FileStore => folderFiles(join(folder, "data"));
/** What marketing receives. */
export const marketingIn = ({ folder, marketing }: Pick<Place, "folder" | "marketing">): FileStore =>
  folderFiles(marketing ?? join(folder, "marketing"));

/** Nobody sends, and nothing says otherwise: links in what would have been sent lead nowhere. */
const NOWHERE = "https://rouse.invalid";
/** The mail service's limit has no say where nobody is mailed. */
const UNLIMITED = 500;

const mailNobody = async (): Promise<never> => {
  throw new TypeError("a night on a file mails nobody");
};
const noPost: Post = { send: mailNobody, postEvent: mailNobody, readOutboxSecrets: async () => undefined };

const campaignsOf =
  ({ campaigns = join(projectRoot, "campaigns") }: Pick<Place, "campaigns">): ReadCampaignFolder =>
  () =>
    readCampaigns(pathToFileURL(join(campaigns, "/")), basename(campaigns));

type Opened = { thread?: number; post?: Post } & Partial<Memory>;

/** What use cases need from the world, over plain files and memory. It mails nobody, and knows nobody who refused before the file. */
export const openGround = (
  place: Place,
  {
    thread = 0,
    post = noPost,
    ledger = memoryMessages(),
    places = memoryPlaces(),
    readCampaignFolder = campaignsOf(place),
  }: Opened = {},
) => {
  const { settings, keys, at } = place;
  const { readCustomers, letGo, ...customers } = spooledCustomers(customersIn(place));
  return {
    ...nightFiles(dataIn(place)),
    ...publishedFiles(marketingIn(place)),
    ...customers,
    ...ledger,
    ...places,
    ...post,
    settings,
    hash: rememberedHash(keys.identityKey),
    spool: createCustomerSpool(customersIn(place), thread),
    changes: createChanges(changesIn(place), thread),
    applyChanges: (night: number) =>
      applyChanges(customersIn({ ...place, night: night - 1 }), changesIn(place), {
        night,
        into: customersIn({ ...place, night }),
      }),
    joinBin: (bin: number) => joinBin(customersIn(place), bin),
    /** Nothing is told while a night of one process goes on: who somebody is, their row says. */
    whoTheyAre: readCustomers,
    letGoOfCustomers: letGo,
    readSuppressions: async () => new Map<string, Suppressed>(),
    /** Nobody was mailed. */
    readFeedback: async () => [],
    readClicks: async () => ({}),
    countWaiting: async () => nothingWaits,
    countWebhooks: async () => 0,
    pauseForWebhooks: async () => undefined,
    readImportMark: async () => undefined,
    readSettings: async () => settings,
    readCampaignFolder,
    reportLeftOut: nothing,
    readSendRate: async () => UNLIMITED,
    readQuotaLeft: async () => Number.POSITIVE_INFINITY,
    codeVersion: packageFile.version,
    /** One process has every shard's part at hand: there is nothing to copy for. */
    joinsOf: () => undefined,
    readKeys: async () => keys,
    sendRaw: mailNobody,
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
