/** Whoever encodes what is encoded does it hardly more often. */
const MOST_TIMES = 3;

/**
 * A text as it stands, and as it reads to whoever undoes what programs write for signs: those of JSON (`\u0040`), of HTML and XML
 * (`&#64;`, `&commat;`), of links and forms (`%40`); one in another too.
 */
export const readingsOf = (text: string): string[] => {
  const readings = new Set([text]);
  let read = text;
  for (let times = 0; times < MOST_TIMES; times++) {
    read = withoutPercents(withoutEntities(withoutEscapes(read)));
    readings.add(read);
  }
  readings.add(withoutPercents(withBlanks(text)));
  return [...readings];
};

/** A blank is a plus in a form or a link, where an @ is written as a number. */
const withBlanks = (text: string): string =>
  text.replaceAll(/[^\s"<>{}]+/g, (word) => (/%40/.test(word) ? word.replaceAll("+", " ") : word));

/** JSON as PHP writes it has every letter beyond ASCII, and any other it likes, as a number. */
const withoutEscapes = (text: string): string =>
  text
    .replaceAll(
      /\\{1,8}(?:u([\da-f]{4})|u\{([\da-f]{1,6})\}|x([\da-f]{2}))/gi,
      (written, ...codes: (string | undefined)[]) =>
        signOf(Number.parseInt(codes[0] ?? codes[1] ?? codes[2] ?? "", 16), written),
    )
    .replaceAll("\\/", "/");

/** As forms and links write what is beyond plain letters; what is no such sign stays. */
export const withoutPercents = (text: string): string =>
  text.replaceAll(/(?:%[\da-f]{2}){1,300}/gi, (run) => Buffer.from(run.replaceAll("%", ""), "hex").toString("utf8"));

/** As HTML and XML write signs. */
export const withoutEntities = (text: string): string =>
  text
    .replaceAll(/&#(?:(\d{1,8})|x([\da-f]{1,8}));?/gi, (entity, decimal?: string, hex?: string) =>
      signOf(decimal === undefined ? Number.parseInt(hex ?? "", 16) : Number(decimal), entity),
    )
    .replaceAll(/&([a-z]{2,9});/gi, (entity, name: string) => named.get(name.toLowerCase()) ?? entity);

const signOf = (code: number, otherwise: string): string =>
  code > 0 && code <= 0x10_ff_ff ? String.fromCodePoint(code) : otherwise;

/** Names in HTML of the signs in addresses and numbers, and of those that stand around them. */
const named: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ...{ commat: "@", period: ".", plus: "+", hyphen: "-", dash: "-", lowbar: "_", num: "#", percnt: "%", equals: "=" },
    ...{ amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", colon: ":", comma: ",", semi: ";", lpar: "(", rpar: ")" },
    ...{ sol: "/", excl: "!", quest: "?", nbsp: "\u00a0", shy: "\u00ad", zwj: "\u200d", zwnj: "\u200c", tab: "\t" },
    ...{ newline: "\n", mdash: "—", ndash: "–", laquo: "«", raquo: "»", middot: "·", bull: "•", hellip: "…" },
  }),
);
