import { firstOf, type Piece } from "./scan-template.ts";
import type { Found } from "./tag-faults.ts";

type Tag = Extract<Piece, { kind: "open" }>;

const IMAGES = new Set(["img", "mj-image", "mj-carousel-image"]);
/** Elements that a reader presses on. */
const PRESSED = new Set(["a", "mj-button", "mj-navbar-link"]);
const ADDRESSES = new Set(["href", "src", "background", "background-url"]);
/** Variables that are whole addresses; anything else of a customer leads wherever they wrote. */
const ADDRESS_WORDS = /^\{\{-?\s*(shop\.url|unsubscribe_url)\b/;

/** Images without words, links that lead nowhere, to the sender's own machine or into a script, and attributes that stand twice. */
export const attributeFaults = (pieces: readonly Piece[]): Found[] => {
  let areDefaults = false;
  return pieces.flatMap((piece) => {
    if ((piece.kind === "open" || piece.kind === "close") && piece.name === "mj-attributes")
      areDefaults = piece.kind === "open";
    return piece.kind === "open" && !areDefaults ? faultsOf(piece) : [];
  });
};

const faultsOf = (tag: Tag): Found[] => {
  const has = (name: string) => tag.attributes.some((one) => one.name === name);
  const names = tag.attributes.map(({ name }) => name);
  return [
    ...(IMAGES.has(tag.name) && !has("alt") ? [withoutAlt(tag)] : []),
    ...(PRESSED.has(tag.name) && !has("href") && !has("name") && !has("id")
      ? [{ rule: "link-to-nowhere", at: tag.at, what: `<${tag.name}> has no href, and leads nowhere` } as const]
      : []),
    ...tag.attributes.flatMap(({ name, value, at }, index): Found[] => [
      ...(names.indexOf(name) < index
        ? [{ rule: "tags", at, what: `${name} stands in <${tag.name}> a second time` } as const]
        : []),
      ...(/^on[a-z]+$/.test(name)
        ? [
            {
              rule: "active-content",
              at,
              what: `${name} runs a script, which no mail client does; take it away`,
            } as const,
          ]
        : []),
      ...(ADDRESSES.has(name) && /^(?:a|area|img|table|td|mj-[\w-]+)$/.test(tag.name)
        ? addressFaults(name, value, at)
        : []),
    ]),
  ];
};

const withoutAlt = ({ name, at }: Tag): Found => ({
  rule: "image-without-alt",
  at,
  what: `<${name}> has no alt: write what it shows, or alt="" where it only adorns`,
});

const addressFaults = (name: string, written: string, at: number): Found[] => {
  const address = decoded(written.replaceAll(/\{%[\s\S]*?%\}/g, "")).trim();
  if (address === "" || address === "#")
    return [{ rule: "link-to-nowhere", at, what: `${name} is ${address === "" ? "empty" : '"#"'}, and leads nowhere` }];
  if (ADDRESS_WORDS.test(address) || /^https:\/\/[^\s/{]/i.test(address)) return [];
  if (name === "href" && /^(?:mailto:|tel:|sms:)[^\s{]/i.test(address)) return [];
  // The one thing that is looked for wherever it stands.
  if (/^http:\/\//i.test(written)) return [];
  return [
    {
      rule: /^http:/i.test(address) ? "unencrypted" : "link",
      at,
      what: `${name} leads to "${firstOf(address)}"; write a whole address that begins with https://${name === "href" ? ", {{ shop.url }} or {{ unsubscribe_url }}, or with mailto: or tel:" : ""}`,
    },
  ];
};

const named: ReadonlyMap<string, string> = new Map([
  ["amp", "&"],
  ["colon", ":"],
  ["sol", "/"],
  ["tab", ""],
  ["newline", ""],
]);

/** Characters that a mail client reads as others, where they could hide what an address is. */
const decoded = (value: string): string =>
  value
    .replaceAll(/&#(?:x([0-9a-f]{1,6})|(\d{1,7}));?/gi, (whole, hex, figures) => {
      const code = Number.parseInt(hex ?? figures, hex === undefined ? 10 : 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    })
    .replaceAll(/&(\w+);/g, (whole, name: string) => named.get(name.toLowerCase()) ?? whole)
    .replaceAll(/[\t\n\r]/g, "");
