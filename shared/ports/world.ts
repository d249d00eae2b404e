import type { BrokenCampaign, CampaignLibrary } from "../model/campaign-library.ts";
import type { IntakeMessage } from "../model/intake.ts";
import type { Keys, SigningSecrets } from "../model/keys.ts";
import type { LookAgain as LookAgainMessage } from "../model/look-again.ts";
import type { WebhookSource } from "../model/order.ts";
import type { Settings } from "../model/settings.ts";
import type { Instant } from "../model/time.ts";

export type Now = () => Instant;
/** Puts a message on the orders queue, to come at once, or so much later. */
export type Enqueue = (message: IntakeMessage, afterSeconds?: number) => Promise<void>;
/** Sends an erasure's message to itself, to come when every writer who has begun by now is gone. */
export type LookAgain = (message: LookAgainMessage) => Promise<void>;
/** Puts a message that will never be understood on the dead-letter queue, with its reason as message attribute `Reason`. */
export type Park = (message: string, reason: string) => Promise<void>;
/**
 * Undefined where the source is not set up.
 * @param keysNamed addresses of the public keys that a request names, by the source's secrets
 */
export type ReadSigningSecrets = (
  source: WebhookSource,
  keysNamed?: (secrets: SigningSecrets) => readonly string[],
) => Promise<SigningSecrets | undefined>;
export type ReadKeys = () => Promise<Keys>;
/**
 * Resolves where the identity key is the one that suppressions were made with: whoever hashes addresses with another finds
 * none of them, and would mail people who asked not to be. RouseError `KeyMismatchError` where it is another.
 */
export type ProveKeys = (keys: Keys) => Promise<void>;
/** The campaigns in force that have no mistakes, and those that have. */
export type ReadCampaignFolder = () => Promise<{ library: CampaignLibrary; broken: readonly BrokenCampaign[] }>;
export type ReadSettings = () => Promise<Settings>;
