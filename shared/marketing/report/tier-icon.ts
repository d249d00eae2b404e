import type { Tier } from "../../model/customer.ts";
import { type Html, html } from "../../model/html.ts";

/** Lit part of the moon that stands for a tier: it wanes as a customer falls asleep. A rising sun for who is new. */
const phases: Readonly<Record<Tier, string>> = {
  new: "M2 17h20v1.6H2zM12 7a7 7 0 0 1 7 7v1H5v-1a7 7 0 0 1 7-7zM11.2 2h1.6v3h-1.6zM3.7 5.4l1.2-1.1 2.1 2.1-1.1 1.2zM18.1 6.4l2-2.1 1.2 1.1-2.1 2.2z",
  awake: "M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18z",
  drowsy: "M12 3a9 9 0 0 1 0 18a13 9.6 0 0 1 -4.8 -9a13 9.6 0 0 1 4.8 -9z",
  "half-asleep": "M12 3a9 9 0 0 1 0 18z",
  asleep: "M12 3a9 9 0 0 1 0 18a9.6 9.6 0 0 0 4.4 -9a9.6 9.6 0 0 0 -4.4 -9z",
};

export const tierIcon = (tier: Tier): Html =>
  html`<svg class="phase" viewBox="0 0 24 24" aria-hidden="true">${
    tier !== "new" && html`<circle cx="12" cy="12" r="9" class="dark-side"/>`
  }<path d="${phases[tier]}" style="fill:var(--${tier})"/></svg>`;
