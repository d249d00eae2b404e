const whole = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });

/** `1,234` of 1234, as English sentences have large numbers. */
export const grouped = (number: number): string => whole.format(number);

/** `1 row`, `1,234 rows`; `many` where an s does not make the plural. */
export const counted = (number: number, one: string, many = `${one}s`): string =>
  `${grouped(number)} ${number === 1 ? one : many}`;
