import type { HistoryFormat } from "./history-format.ts";
import { ordersHistory } from "./orders-history.ts";
import { shopifyHistory } from "./shopify/shopify-history.ts";

/** Every file of orders that an import knows by its header: a new one is a file in its source's folder and a line here. */
export const historyFormats: readonly HistoryFormat[] = [ordersHistory, shopifyHistory];
