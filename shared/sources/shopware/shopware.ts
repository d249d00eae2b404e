import { byEvent } from "../by-event.ts";
import { ignored } from "../ignored.ts";
import { readShape } from "../parse-body.ts";
import { neverPings, type SourceRoom } from "../source-room.ts";
import { shopwareBody } from "./shopware-body.ts";
import { shopwareEvents } from "./shopware-events.ts";
import { messageShape } from "./shopware-shapes.ts";
import { hmacOfShopware, registerShopware, verifyShopware } from "./shopware-signature.ts";

const TOPIC = "event";
/** What a shop posts last when it registers: keys to its API, for which Rouse has no use. */
const CONFIRMATION = "confirmation";

/** Shopware 6, by an app of the shop's own. */
export const shopware: SourceRoom = {
  title: "Shopware 6",
  secretMeans:
    "The shop is given it when the app registers there; the text as it stands is the key. For that, appName and appSecret stand beside it, as in the app's manifest.",
  isPing: neverPings,
  verify: verifyShopware,
  topicOf: () => TOPIC,
  topics: new Map([
    [
      TOPIC,
      byEvent(
        (body) => readShape(messageShape, body, "a webhook").data?.event ?? CONFIRMATION,
        new Map([...shopwareEvents, [CONFIRMATION, ignored("a shop has registered")]]),
      ),
    ],
  ]),
  events: [...shopwareEvents.keys()],
  register: registerShopware,
  bodyOf: shopwareBody,
  headersOf: (body, { secret }) => ({
    "content-type": "application/json",
    "shopware-shop-signature": hmacOfShopware(body, secret),
  }),
};
