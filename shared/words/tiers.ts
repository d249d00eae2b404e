import type { Tier } from "../model/customer.ts";
import type { Named } from "./said.ts";

/** What each tier is called and what it means, in words that need no statistics. From most awake to deepest asleep. */
export const tierWords: Readonly<Record<Tier, Named>> = {
  new: {
    name: { en: "New", zh: "新客" },
    meaning: {
      en: "Bought for the first time, and it is too early to miss them.",
      zh: "第一次购买，现在担心还太早。",
    },
  },
  awake: {
    name: { en: "Awake", zh: "清醒" },
    meaning: {
      en: "Came back before, and their silence is no reason to worry yet.",
      zh: "曾经回购，沉默的时间还不必担心。",
    },
  },
  drowsy: {
    name: { en: "Drowsy", zh: "瞌睡" },
    meaning: {
      en: "Beginning to slip away: after such a silence customers come back less often than is usual. A friendly word works best now.",
      zh: "开始疏远：沉默这么久之后，回来的客户少于平常。此时一句问候最有效。",
    },
  },
  "half-asleep": {
    name: { en: "Half asleep", zh: "半睡" },
    meaning: {
      en: "After such a silence few come back by themselves. They need a reason to.",
      zh: "沉默这么久之后，自己回来的不多，需要一个理由。",
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
