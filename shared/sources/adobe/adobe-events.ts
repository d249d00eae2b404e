import { createPublicKey, verify } from "node:crypto";
import * as z from "zod";
import type { SigningSecrets } from "../../model/keys.ts";
import { parseJson } from "../../model/parse-json.ts";
import { notVerified, type Signed, type Verdict } from "../signature.ts";
import type { Handshake, KeysNamed } from "../source-room.ts";

/**
 * Adobe I/O Events, by which Adobe Commerce tells of orders after they are saved. Each request names two signatures and two public
 * keys; one pair that fits is enough (developer.adobe.com/events/docs/guides/#security-considerations).
 */
const pairs = [
  ["x-adobe-digital-signature-1", "x-adobe-public-key1-path"],
  ["x-adobe-digital-signature-2", "x-adobe-public-key2-path"],
] as const;

/** All events of everybody are signed with the keys that Adobe serves here: no request may name another place. */
const KEYS_HOST = "https://static.adobeioevents.com";
const KEY_PATH = /^\/prod\/keys\/pub-key-[\da-f-]{1,64}\.pem$/i;

export const isAdobeEvent = (headers: Signed["headers"]): boolean =>
  pairs.some(([signature]) => headers[signature] !== undefined);

/** Asked for only where the body has our own client id: else strangers would have keys asked for as often as they like. */
export const keysOfAdobeEvent: KeysNamed = ({ headers, body }, { clientId }) =>
  clientId !== undefined && isAdobeEvent(headers) && Buffer.from(body).includes(`"${clientId}"`)
    ? pairs.flatMap(([, path]) => (KEY_PATH.test(headers[path] ?? "") ? `${KEYS_HOST}${headers[path]}` : []))
    : [];

/** Base64 of RSA-SHA256 over the body, which says for which client it is: Adobe signs those of all clients with the same keys. */
export const verifyAdobeEvent = ({ headers, body }: Signed, { clientId, publicKeys = [] }: SigningSecrets): Verdict => {
  const signatures = pairs.flatMap(([name]) => headers[name] ?? []);
  const isSigned = publicKeys.some((pem) =>
    signatures.some((given) => verify("RSA-SHA256", body, createPublicKey(pem), Buffer.from(given, "base64"))),
  );
  return isSigned && clientId !== undefined && isFor(clientId, body)
    ? { verified: true }
    : notVerified("bad-signature");
};

const isFor = (clientId: string, body: Uint8Array): boolean =>
  z.object({ recipient_client_id: z.literal(clientId) }).safeParse(parseJson(Buffer.from(body).toString("utf8")))
    .success;

/** A registration asks for what it brings, and wants to read it again; it proves nothing, and learns nothing. */
export const answerAdobeChallenge: Handshake = ({ query }, { clientId }) => {
  const challenge = new URLSearchParams(query).get("challenge") ?? "";
  return clientId !== undefined && /^[\w-]{1,100}$/.test(challenge) ? JSON.stringify({ challenge }) : undefined;
};
