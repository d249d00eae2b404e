/**
 * A status as settings name it: in lower case, without the `wc-` that WooCommerce's tables and what is read out of them
 * put before it.
 *
 * @example statusWord("wc-Completed") // "completed"
 */
export const statusWord = (text: string): string => text.trim().toLowerCase().replace(/^wc-/, "");
