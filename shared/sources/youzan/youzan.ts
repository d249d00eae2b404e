import { createHash } from "node:crypto";
import { byEvent } from "../by-event.ts";
import { readShape } from "../parse-body.ts";
import { notVerified, verifyBy } from "../signature.ts";
import { neverPings, type SourceRoom } from "../source-room.ts";
import { youzanBody } from "./youzan-body.ts";
import { youzanEvents } from "./youzan-events.ts";
import { messageShape } from "./youzan-shapes.ts";

const TOPIC = "event";

/** MD5 is no HMAC: the more bytes there are to choose, the easier two bodies are found that it takes for one. */
const MAX_BYTES = 256 * 1024;

/** Hex of MD5 over client id, body and client secret, one behind the other: Youzan has nothing stronger. */
const signatureOf = (body: string | Uint8Array, clientId: string, secret: string): string =>
  createHash("md5").update(clientId).update(body).update(secret).digest("hex");

/** Youzan's messages about trades. */
export const youzan: SourceRoom = {
  title: "Youzan (有赞)",
  secretMeans:
    "Youzan dictates it: the application's client secret. The text as it stands is signed with, together with clientId, which stands beside it.",
  isPing: neverPings,
  verify: ({ headers, body }, secrets) => {
    const given = headers["event-sign"]?.toLowerCase();
    if (given && body.byteLength > MAX_BYTES) return notVerified("bad-signature");
    return verifyBy(given, secrets, (secret) => signatureOf(body, secrets.clientId ?? "", secret));
  },
  topicOf: () => TOPIC,
  topics: new Map([[TOPIC, byEvent((body) => readShape(messageShape, body, "a message").type, youzanEvents)]]),
  events: [...youzanEvents.keys()],
  takenAnswer: '{"code":0,"msg":"success"}',
  bodyOf: youzanBody,
  headersOf: (body, { secret }) => ({
    "content-type": "application/json",
    "event-type": "trade_TradePaid",
    "event-sign": signatureOf(body, "", secret),
  }),
};
