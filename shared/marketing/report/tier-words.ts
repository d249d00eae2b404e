import type { Tier } from "../../model/customer.ts";
import { type Html, html } from "../../model/html.ts";

type TierWords = { name: string; chinese: string; meaning: string };

/** What each tier is called and what it means, in words that need no statistics. From most awake to deepest asleep. */
export const tierWords: Readonly<Record<Tier, TierWords>> = {
  new: { name: "New", chinese: "新客", meaning: "Bought for the first time, and it is too early to miss them." },
  awake: {
    name: "Awake",
    chinese: "清醒",
    meaning: "Came back before, and not silent for longer than is usual.",
  },
  drowsy: {
    name: "Drowsy",
    chinese: "瞌睡",
    meaning: "A purchase is overdue: the silence has begun to outgrow what is usual. A friendly word works best now.",
  },
  "half-asleep": {
    name: "Half asleep",
    chinese: "半睡",
    meaning: "Silent for much longer than is usual. They need a reason to come back.",
  },
  asleep: {
    name: "Asleep",
    chinese: "沉睡",
    meaning: "Silent for so long that most will not return by themselves. Write rarely, and only where it pays.",
  },
};

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
