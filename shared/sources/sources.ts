import type { WebhookSource } from "../model/order.ts";
import { adobe } from "./adobe/adobe.ts";
import { bigcommerce } from "./bigcommerce/bigcommerce.ts";
import { ecwid } from "./ecwid/ecwid.ts";
import { saleor } from "./saleor/saleor.ts";
import { shopify } from "./shopify/shopify.ts";
import { shopware } from "./shopware/shopware.ts";
import type { SourceRoom } from "./source-room.ts";
import { square } from "./square/square.ts";
import { squarespace } from "./squarespace/squarespace.ts";
import { standard } from "./standard/standard.ts";
import { stripe } from "./stripe/stripe.ts";
import { woocommerce } from "./woocommerce/woocommerce.ts";
import { youzan } from "./youzan/youzan.ts";

/**
 * Every shop system that may post to `/webhooks/{source}`. A new one is its own folder, its page in `docs/sources`, its name in
 * `webhookSourceSchema` and a line here.
 */
export const sources: Readonly<Record<WebhookSource, SourceRoom>> = {
  shopify,
  woocommerce,
  standard,
  stripe,
  square,
  squarespace,
  bigcommerce,
  ecwid,
  saleor,
  youzan,
  shopware,
  adobe,
};
