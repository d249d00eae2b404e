import MailComposer from "nodemailer/lib/mail-composer/index.js";
import type MimeNode from "nodemailer/lib/mime-node/index.js";
import { encode, wrap } from "nodemailer/lib/qp/index.js";
import type { Instant } from "../model/time.ts";
import { oneLine } from "./one-line.ts";

/** One mail to one person, ready to be put into MIME. */
export type Letter = {
  from: { name: string; email: string };
  to: string;
  replyTo?: string | undefined;
  subject: string;
  text: string;
  html: string;
  /** BCP 47; becomes `Content-Language`. */
  language: string;
  /** One-click unsubscribing (RFC 8058). Left out for mail that is no marketing, such as the notice of a night. */
  unsubscribeUrl?: string | undefined;
  date: Instant;
  /** Letters, digits and `-` that no other mail has: part boundaries and Message-ID are made of it, so that the same letter gives the same bytes. */
  seed: string;
};

/**
 * Text for a header as people are to read it. What looks like an encoded word (RFC 2047) in it is no encoding of ours: mail
 * clients would show what it encodes, and a name could bring a link. An invisible joiner parts its beginning.
 */
const headerText = (text: string): string => oneLine(text).replaceAll("=?", "=\u2060?");

/**
 * The raw MIME message: `multipart/alternative`, text before HTML, UTF-8, lines that end in CRLF. Header values lose line
 * breaks and control characters, and are encoded by RFC 2047; international domains become ASCII. Deterministic.
 * SES puts its own Message-ID in place of ours.
 */
export const composeMime = (letter: Letter): Uint8Array => {
  const text = writtenOut(partsOf(letter));
  return Buffer.from((text.endsWith("\n") ? text : `${text}\r\n`).replaceAll(/\r?\n/g, "\r\n"), "utf8");
};

/** The letter as a tree of its parts, the headers of each being the library's. */
export const partsOf = (letter: Letter): MimeNode =>
  new MailComposer({
    from: { name: headerText(letter.from.name), address: letter.from.email },
    to: [{ name: "", address: letter.to }],
    ...(letter.replyTo === undefined ? {} : { replyTo: [{ name: "", address: letter.replyTo }] }),
    subject: headerText(letter.subject),
    text: letter.text,
    html: letter.html,
    textEncoding: "quoted-printable",
    headers: headersOf(letter),
    date: new Date(letter.date),
    messageId: `<${letter.seed}@${letter.from.email.split("@").at(-1)}>`,
    baseBoundary: letter.seed,
    newline: "win",
    // Nothing in a template may make the composer read a file or a URL.
    disableFileAccess: true,
    disableUrlAccess: true,
  }).compile();

/**
 * A part with all that is in it, as the library would write it out: it does so by a chain of streams for each part, which takes
 * longer than all else about a mail.
 */
const writtenOut = (part: MimeNode): string => {
  const head = `${part.buildHeaders()}\r\n\r\n`;
  const { boundary, childNodes } = part;
  if (childNodes.length === 0) return head + bodyOf(part);
  const parts = childNodes.map((child) => `--${boundary}\r\n${writtenOut(child)}`);
  return `${head}${parts.join("\r\n")}\r\n--${boundary}--\r\n`;
};

const LINE_LENGTH = 76;

const bodyOf = (part: MimeNode): string => {
  const { content } = part;
  if (typeof content !== "string") throw new TypeError("a part of a letter is text");
  const encoding = part.getTransferEncoding();
  if (encoding === "7bit") return content;
  if (encoding !== "quoted-printable") throw new RangeError(`a part of a letter was encoded as ${encoding}`);
  return wrap(encode(content), LINE_LENGTH);
};

/** `List-Unsubscribe` names only the link: nothing of ours reads a mailbox. */
const headersOf = ({ language, unsubscribeUrl }: Letter): Record<string, string> => ({
  "Content-Language": oneLine(language),
  ...(unsubscribeUrl === undefined
    ? {}
    : { "List-Unsubscribe": `<${unsubscribeUrl}>`, "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" }),
});
