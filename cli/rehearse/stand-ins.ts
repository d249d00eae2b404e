import { isPostalAddress } from "../../shared/model/parse-settings.ts";
import type { Settings } from "../../shared/model/settings.ts";

export const EXAMPLE_ADDRESS = "1 Example Street, 12345 Example Town";

/**
 * Settings with which campaigns write as they would with sending on: nobody hears of it, and marketing is told of no night. What mail
 * cannot be without has something in its place, and a sentence that says so.
 */
export const withStandIns = (settings: Settings): { settings: Settings; stoodIn: string[] } => {
  const { shop, mail, notices } = settings;
  const lacksAddress = !isPostalAddress(shop.postalAddress);
  return {
    settings: {
      ...settings,
      shop: lacksAddress ? { ...shop, postalAddress: EXAMPLE_ADDRESS } : shop,
      mail: { ...mail, sending: "on" },
      notices: { ...notices, recipients: [] },
    },
    stoodIn: lacksAddress
      ? ["The settings have no shop.postalAddress, without which no mail is sent: the rehearsal takes an example's."]
      : [],
  };
};
