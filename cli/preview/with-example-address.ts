import { isPostalAddress } from "../../shared/model/parse-settings.ts";
import type { Settings } from "../../shared/model/settings.ts";
import { EXAMPLE_ADDRESS } from "../rehearse/stand-ins.ts";

/** Settings that mail can be written by: without a postal address none is, and an example's stands in its place, which is said. */
export const withExampleAddress = (settings: Settings): { settings: Settings; note: string | undefined } =>
  isPostalAddress(settings.shop.postalAddress)
    ? { settings, note: undefined }
    : {
        settings: { ...settings, shop: { ...settings.shop, postalAddress: EXAMPLE_ADDRESS } },
        note: "The settings have no shop.postalAddress, without which no mail is sent: an example's stands in its place.",
      };
