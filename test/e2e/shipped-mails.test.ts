import { describe, expect, it } from "vitest";
import { previewFolder } from "../../cli/preview/preview-folder.ts";
import type { ShownMail } from "../../cli/preview/read-mail.ts";
import { settingsSchema } from "../../shared/model/settings.ts";
import { hasBrowser } from "../support/browser.ts";
import { onePage } from "../support/one-page.ts";
import { shippedCampaigns } from "../support/shipped-campaigns.ts";

const settings = settingsSchema.parse({
  shop: {
    name: "The Sleepy Teapot",
    postalAddress: "1 High Street, York YO1 7EP, United Kingdom",
    url: "https://teapot.example",
  },
});
/** A mail is an article in the page of a mail client, which has landmarks of its own: a second main would mislead. */
const OF_WHOLE_PAGES = ["landmark-one-main", "region"];
const at = "2026-11-30T09:00:00.000Z";
const library = await shippedCampaigns();
const campaigns = await previewFolder({ library, broken: [], findings: [], shown: "campaigns" }, { settings, at });
const mails = campaigns.flatMap(({ id, messages }) =>
  messages.flatMap(({ step, samples }) =>
    samples.flatMap(({ customer, shown }): [string, ShownMail][] =>
      "html" in shown ? [[`${id}, ${step}, ${customer.name}`, shown]] : [],
    ),
  ),
);

describe.skipIf(!hasBrowser)("the mails that come with Rouse, in a browser", () => {
  const { expectGoodLooks } = onePage();

  it("are written to each of the telling customers", () => {
    expect(mails.length).toBeGreaterThanOrEqual(5 * library.campaigns.length);
  });

  it.each(mails)("have nothing that axe-core finds, nor anything too wide: %s", async (_name, { html }) => {
    await expectGoodLooks(html, [320, 600], OF_WHOLE_PAGES);
  });
});
