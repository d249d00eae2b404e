import type { Tier } from "../model/customer.ts";
import type { Named } from "./said.ts";

/** What each tier is called and what it means, in words that need no statistics. From most awake to deepest asleep. */
export const tierWords: Readonly<Record<Tier, Named>> = {
  new: {
    name: { en: "New", zh: "新客" },
    meaning: {
      en: "Bought for the first time, and it is too early to miss them.",
      zh: "第一次购买，还没到该回购的时候。",
    },
  },
  awake: {
    name: { en: "Awake", zh: "清醒" },
    meaning: {
      en: "Came back before, and not silent for longer than is usual.",
      zh: "曾经回购，沉默的时间没有超过平常。",
    },
  },
  drowsy: {
    name: { en: "Drowsy", zh: "瞌睡" },
    meaning: {
      en: "A purchase is overdue: the silence has begun to outgrow what is usual. A friendly word works best now.",
      zh: "该买而没有买：沉默开始超过平常。此时一句问候最有效。",
    },
  },
  "half-asleep": {
    name: { en: "Half asleep", zh: "半睡" },
    meaning: {
      en: "Silent for much longer than is usual. They need a reason to come back.",
      zh: "沉默远远超过平常，需要一个回来的理由。",
    },
  },
  asleep: {
    name: { en: "Asleep", zh: "沉睡" },
    meaning: {
      en: "Silent for so long that most will not return by themselves. Write rarely, and only where it pays.",
      zh: "沉默已久，多数人不会自己回来。少写，只写值得的人。",
    },
  },
};
