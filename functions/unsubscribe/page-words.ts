import { matchLocale } from "../../shared/mail/choose-locale.ts";

type Words = { title: string; text: string };
export type PageWords = { ask: Words & { action: string }; done: Words };

const pageWords: Readonly<Record<string, PageWords>> = {
  en: {
    ask: {
      title: "Stop our mail?",
      text: "One press of the button, and we will send you no more offers or greetings. Mail about your orders is not affected.",
      action: "Unsubscribe",
    },
    done: {
      title: "Done",
      text: "We will not send you any more offers or greetings. You can close this page.",
    },
  },
  "zh-CN": {
    ask: {
      title: "不再接收我们的邮件？",
      text: "点击下方按钮，我们将不再向您发送任何营销或祝福邮件。与订单有关的邮件不受影响。",
      action: "退订",
    },
    done: {
      title: "已退订",
      text: "我们不会再向您发送营销或祝福邮件。您可以关闭此页面。",
    },
  },
};

const available = Object.keys(pageWords);
const fallback = "en";

/** The page's language: what the reader's browser asks for, in its order of preference, else the shop's. */
export const choosePageLocale = (acceptLanguage: string | undefined, shopDefault: string): string => {
  for (const wanted of [...byPreference(acceptLanguage ?? ""), shopDefault]) {
    const locale = matchLocale(wanted, available);
    if (locale !== undefined) return locale;
  }
  return fallback;
};

export const wordsIn = (locale: string): PageWords => {
  const words = pageWords[locale];
  if (!words) throw new RangeError(`the unsubscribe page has no words in ${locale}`);
  return words;
};

/** `Accept-Language` (RFC 9110, 12.5.4), most wanted first; what is refused (`q=0`) or a wildcard is left out. */
const byPreference = (header: string): string[] =>
  header
    .split(",")
    .map((part) => {
      const [tag = "", ...parameters] = part.trim().split(";");
      const quality = Number(/^\s*q=([\d.]+)/.exec(parameters.join(";"))?.[1] ?? 1);
      return { tag: tag.trim(), quality };
    })
    .filter(({ tag, quality }) => tag !== "" && tag !== "*" && quality > 0)
    .sort((a, b) => b.quality - a.quality)
    .map(({ tag }) => tag);
