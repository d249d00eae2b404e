import { lookup } from "node:dns";
import { request as plainRequest } from "node:http";
import { request as secureRequest } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import type { PostEvent } from "../ports/post-event.ts";
import { isPrivateAddress } from "./private-address.ts";

/** A receiver puts a message away and answers; what takes longer is no answer. */
const TIMEOUT_MS = 10_000;

/** Whoever can change a name's records must not have us post into the network that we run in. */
const publicLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return callback(error, []);
    if (addresses.some(({ address }) => isPrivateAddress(address)))
      return callback(new Error("the receiver's name leads to an address that is not public"), []);
    const [first] = addresses;
    if (options.all || first === undefined) return callback(null, addresses);
    return callback(null, first.address, first.family);
  });
};

const isPrivateNumber = (hostname: string): boolean => {
  const number = hostname.replace(/^\[|\]$/g, "");
  return isIP(number) !== 0 && isPrivateAddress(number);
};

/**
 * Posts over HTTPS, on a connection of its own, so that whether one came to be is known: before that nothing was sent. An
 * error of the network may repeat what was asked, and goes no further.
 */
export const httpPostEvent =
  (timeoutMs = TIMEOUT_MS): PostEvent =>
  ({ url, headers, body }) =>
    new Promise((resolve) => {
      const { protocol, hostname } = new URL(url);
      const isSecure = protocol === "https:";
      // A number in any of its spellings (`0x7f.1`) needs no looking up.
      if (isSecure && isPrivateNumber(hostname)) return resolve({ failure: "no-connection" });
      let connected = false;
      const posted = (isSecure ? secureRequest : plainRequest)(url, {
        method: "POST",
        headers: { ...headers, "content-type": "application/json", "content-length": Buffer.byteLength(body) },
        agent: false,
        lookup: publicLookup,
        signal: AbortSignal.timeout(timeoutMs),
      });
      posted.on("socket", (socket) =>
        socket.once(isSecure ? "secureConnect" : "connect", () => {
          connected = true;
        }),
      );
      posted.on("response", (response) => {
        // What is said beside the status is for people, and not read; nor is how it ends.
        response.on("error", () => {}).resume();
        resolve({ status: response.statusCode ?? 0 });
      });
      // An upgrade is neither an answer nor an error, and hands the connection to us. The first word that is said is the answer.
      const failed = () => resolve({ failure: connected ? "no-answer" : "no-connection" });
      posted.on("upgrade", (_response, socket) => {
        failed();
        socket.destroy();
      });
      posted.on("error", failed).on("close", failed);
      posted.end(body);
    });
