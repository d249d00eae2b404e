import { convert } from "html-to-text";
import PostalMime from "postal-mime";

/** A mail as its reader gets it, taken apart again from the bytes that would be sent. */
export type ShownMail = {
  subject: string;
  /** The words that an inbox shows beside the subject. */
  beside: string;
  html: string;
  text: string;
  /** In the order in which they are sent, decoded as a reader sees them. */
  headers: readonly { name: string; value: string }[];
  bytes: number;
  htmlBytes: number;
};

/** An inbox shows about so much of a mail's beginning. */
const BESIDE_CHARACTERS = 140;

export const readMail = async (raw: Uint8Array): Promise<ShownMail> => {
  const mail = await PostalMime.parse(raw);
  const html = mail.html ?? "";
  return {
    subject: mail.subject ?? "",
    beside: besideOf(html),
    html,
    text: mail.text ?? "",
    headers: mail.headers
      .filter(({ key }) => !ofTransport.has(key))
      .map(({ originalKey, value }) => ({ name: originalKey, value })),
    bytes: raw.length,
    htmlBytes: Buffer.byteLength(html),
  };
};

/** Says nothing to a person; the mail service writes its own. */
const ofTransport: ReadonlySet<string> = new Set(["message-id", "mime-version", "content-type"]);

/** The mail's first words, hidden ones too: what fills the line up so that nothing else stands in it is nothing to read. */
const besideOf = (html: string): string => {
  const words = convert(html, {
    wordwrap: false,
    selectors: [
      { selector: "a", options: { ignoreHref: true } },
      { selector: "img", format: "skip" },
      { selector: "h1", options: { uppercase: false } },
    ],
  });
  const [beside = ""] = words.trim().split(/[\u034f\u200c\u00a0\s]{8,}/);
  const line = beside.replaceAll(/[\u034f\u200c\u00a0\s]+/g, " ").trim();
  const characters = [...line];
  return characters.length > BESIDE_CHARACTERS ? `${characters.slice(0, BESIDE_CHARACTERS).join("")}…` : line;
};
