type Words = { title: string; text: string };

/** The page behind the link that stops our mail, in one language. */
export type UnsubscribeWords = {
  /** Before the button is pressed, and what stands on the button. */
  ask: Words & { button: string };
  /** After it was pressed. */
  done: Words;
  /** The link is opened again later. */
  already: Words;
  /** The button was pressed in a mail that the shop sent to itself, to see it. */
  test: Words;
  /** The link is not one of ours as it stands; the shop's address follows `reply`. */
  incomplete: Words & { reply: string };
};

/** By locale. Refusing is the person's word, so it is told that it holds for every address of theirs that we know. */
export const unsubscribeWords: Readonly<Record<"en" | "zh-CN", UnsubscribeWords>> = {
  en: {
    ask: {
      title: "Stop our mail?",
      text: "One press of the button, and we will send no more offers or greetings to this address, nor to any other that we know to be yours. Mail about your orders is not affected.",
      button: "Unsubscribe",
    },
    done: {
      title: "Done",
      text: "We will send no more offers or greetings to this address, nor to any other that we know to be yours. You can close this page.",
    },
    already: {
      title: "Already done",
      text: "We send no offers or greetings to this address any more. There is nothing left to do, and you can close this page.",
    },
    test: {
      title: "This was a test mail",
      text: "Nothing was changed: the shop sent this mail to itself, to see it first. In the mail that customers get, this button stops our mail.",
    },
    incomplete: {
      title: "This link is not complete",
      text: "Nothing was changed: a part of the link is missing, or no longer valid. Please open it from our mail once more, or copy the whole of it.",
      reply: "Or reply to our mail that you want no more of it, and we will stop. Our address:",
    },
  },
  "zh-CN": {
    ask: {
      title: "不再接收我们的邮件？",
      text: "点击下方按钮，我们将不再向此邮箱以及我们所知的您的其他邮箱发送任何营销或祝福邮件。与订单有关的邮件不受影响。",
      button: "退订",
    },
    done: {
      title: "已退订",
      text: "我们不会再向此邮箱以及我们所知的您的其他邮箱发送营销或祝福邮件。您可以关闭此页面。",
    },
    already: {
      title: "您此前已退订",
      text: "我们已不再向此邮箱发送营销或祝福邮件。您无需再做任何操作，可以关闭此页面。",
    },
    test: {
      title: "这是一封测试邮件",
      text: "没有做任何更改：这封邮件是店铺发给自己预览的。在顾客收到的邮件中，点击此按钮即可退订。",
    },
    incomplete: {
      title: "此链接不完整",
      text: "没有做任何更改：链接缺少一部分，或已失效。请从我们的邮件中重新打开链接，或复制完整的链接。",
      reply: "您也可以直接回复我们的邮件，告知不再接收，我们会停止发送。我们的邮箱：",
    },
  },
};
