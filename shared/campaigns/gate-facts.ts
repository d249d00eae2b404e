import type { AddressKind } from "../model/address-kind.ts";
import type { Campaign, Candidate } from "../model/campaign.ts";
import type { Channel } from "../model/channel.ts";
import type { Consent } from "../model/consent.ts";
import type { NightRun } from "../model/night.ts";
import type { Day, Instant } from "../model/time.ts";
import type { CountedMessage } from "./counted-message.ts";

/** An address that mail could reach, or a handle of another channel, and its key: without that it could neither be suppressed nor unsubscribed. */
export type Mailbox = { address: string; emailKey: string };

/** How many more may leave today: to dormant addresses, of the campaign, and of what the mail service takes. */
export type Room = { warmUp: number; budget: number; quota: number };

/** Everything the gates look at, read fresh for one candidate. */
export type GateFacts = {
  candidate: Candidate;
  campaign: Campaign;
  channel: Channel;
  run: Pick<NightRun, "asOf" | "at" | "sendDay" | "settings" | "simulated">;
  now: Instant;
  /** Whether the campaign's messages of this night wait for somebody to release them. */
  awaitsApproval: boolean;
  /** Whether somebody held the campaign's messages. */
  isHeld: boolean;
  /** Whether the mail service took nothing of this night's mail a moment ago: it is not asked again in this pass. */
  postBrokeOff: boolean;
  /** Whether an import of orders was under way or broken off while the night read, or is now. */
  importUnfinished: boolean;
  mailbox: Mailbox | undefined;
  /** What says by lot whether they are held out: it has to last longer than a device's token. */
  heldOutBy: string | undefined;
  /** Their e-mail address, whatever they are reached at: by it they are a test recipient. */
  email: string | undefined;
  suppressed: boolean;
  /** What their address is where it is no person's. */
  addressKind: AddressKind | undefined;
  /** What is in force for messages to this address, by this channel. */
  consent: Consent;
  country: string | undefined;
  /** The recipient's own locale, as sources tell it. */
  ownLocale: string | undefined;
  /** Locale of the mail that would be sent. */
  locale: string;
  /** Last counted purchase day as known now. */
  lastDay: Day | undefined;
  /** All of them, rising. */
  purchaseDays: readonly Day[];
  birthday: string | undefined;
  /** Every message to any address of the person, but for the one in question. */
  messages: readonly CountedMessage[];
  room: Room;
};

/** The facts of a person, which hold for whatever they are written to about. */
export type PersonFacts = Omit<
  GateFacts,
  | "candidate"
  | "campaign"
  | "now"
  | "awaitsApproval"
  | "isHeld"
  | "postBrokeOff"
  | "importUnfinished"
  | "messages"
  | "room"
>;
