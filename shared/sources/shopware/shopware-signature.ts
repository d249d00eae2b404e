import { createHmac } from "node:crypto";
import { PoisonError } from "../../model/errors.ts";
import type { SigningSecrets } from "../../model/keys.ts";
import { parseBody, readShape } from "../parse-body.ts";
import { judge, notVerified, type Signed, type Verdict, verifyBy } from "../signature.ts";
import type { Handshake } from "../source-room.ts";
import { messageShape } from "./shopware-shapes.ts";

/** Shopware tries for four and a half hours, and its clock may be ahead. */
const OLDEST_SECONDS = 6 * 3600;
const NEWEST_SECONDS = 300;

export const hmacOfShopware = (text: string | Uint8Array, secret: string): string =>
  createHmac("sha256", secret).update(text).digest("hex");

/** Hex of HMAC-SHA256 over the body, with the secret that the shop was given at its registration; the time stands in the body. */
export const verifyShopware = ({ headers, body, now }: Signed, secrets: SigningSecrets): Verdict => {
  const given = headers["shopware-shop-signature"]?.toLowerCase();
  const verdict = verifyBy(given, secrets, (secret) => hmacOfShopware(body, secret));
  return verdict.verified && isStale(timeOf(body), now) ? notVerified("stale-signature") : verdict;
};

const isStale = (seconds: number | undefined, now: string): boolean => {
  const ageSeconds = Date.parse(now) / 1000 - (seconds ?? Date.parse(now) / 1000);
  return ageSeconds > OLDEST_SECONDS || ageSeconds < -NEWEST_SECONDS;
};

/** Shopware before 6.4.1 gives none; a body that nobody understands is taken all the same. */
const timeOf = (body: Uint8Array): number | undefined => {
  try {
    return readShape(messageShape, parseBody(body), "a webhook").timestamp ?? undefined;
  } catch (error) {
    if (error instanceof PoisonError) return undefined;
    throw error;
  }
};

/**
 * A shop's registration: it proves by the app's secret that it has the app, is proven to that we have it too, and is given
 * the secret to sign with (developer.shopware.com, app base guide). Only the shop that the secret names, if it names one.
 */
export const registerShopware: Handshake = ({ query, headers, now }, secrets) => {
  const { appSecret, appName, shopId, current, url } = secrets;
  const asked = new URLSearchParams(query);
  const [shop = "", shopUrl = "", time = ""] = ["shop-id", "shop-url", "timestamp"].map(
    (name) => asked.get(name) ?? "",
  );
  if (appSecret === undefined || appName === undefined || shop === "") return undefined;
  const given = headers["shopware-app-signature"];
  if (!given || !judge([given.toLowerCase()], [hmacOfShopware(query, appSecret)]).verified) return undefined;
  if (!/^\d{1,12}$/.test(time) || isStale(Number(time), now)) return undefined;
  if (shopId !== undefined && shopId !== shop) return undefined;
  return JSON.stringify({
    proof: hmacOfShopware(`${shop}${shopUrl}${appName}`, appSecret),
    secret: current,
    confirmation_url: url,
  });
};
