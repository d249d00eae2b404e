import { z } from "zod";

/**
 * The deployment's own secret. `identityKey` makes keyed hashes of addresses (losing it orphans suppressions: never rotate it);
 * `linkKey` signs unsubscribe and report links (rotating it voids links already mailed).
 */
export const keysSchema = z.object({ identityKey: z.string().min(16), linkKey: z.string().min(16) });
export type Keys = z.infer<typeof keysSchema>;

/** A source's signing secrets: two may be active, for rotation. */
export const signingSecretsSchema = z.object({ current: z.string().min(1), previous: z.string().optional() });
export type SigningSecrets = z.infer<typeof signingSecretsSchema>;
