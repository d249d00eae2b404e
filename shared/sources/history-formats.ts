import { magentoHistory } from "./adobe/magento-history.ts";
import { amazonHistory } from "./amazon/amazon-history.ts";
import { customersHistory } from "./customers-history.ts";
import { ebayHistory } from "./ebay/ebay-history.ts";
import { etsyHistory } from "./etsy/etsy-history.ts";
import type { HistoryFormat } from "./history-format.ts";
import { klaviyoHistory } from "./klaviyo/klaviyo-history.ts";
import { suppressedHistory } from "./klaviyo/suppressed-history.ts";
import { ordersHistory } from "./orders-history.ts";
import { shopifyCustomersHistory } from "./shopify/shopify-customers-history.ts";
import { shopifyHistory } from "./shopify/shopify-history.ts";
import { squareCustomersHistory } from "./square/square-customers-history.ts";
import { squareHistory } from "./square/square-history.ts";
import { squareItemsHistory } from "./square/square-items-history.ts";
import { stripeHistory } from "./stripe/stripe-history.ts";
import { webtoffeeHistory } from "./woocommerce/webtoffee-history.ts";

/** Every file of orders, and of customers, that an import knows by its header: a new one is a file in its source's folder and a line here. */
export const historyFormats: readonly HistoryFormat[] = [
  ordersHistory,
  shopifyHistory,
  webtoffeeHistory,
  stripeHistory,
  squareHistory,
  squareItemsHistory,
  magentoHistory,
  etsyHistory,
  ebayHistory,
  amazonHistory,
  customersHistory,
  shopifyCustomersHistory,
  squareCustomersHistory,
  klaviyoHistory,
  suppressedHistory,
];
