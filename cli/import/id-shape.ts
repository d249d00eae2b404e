/** Columns of ids of which a program may have made a column of numbers. */
export const idFields = ["customer_id", "order_id"] as const;
export type IdField = (typeof idFields)[number];

const WITH_DECIMALS = /^'?\d{1,30}[.,](\d{1,30})$/;

/** What an id with a decimal mark speaks for: a number that a program made of an id (`77.0`), or an id that is written so (`12.5`). */
export const shapeOfId = (text: string): "made" | "written" | undefined => {
  const decimals = WITH_DECIMALS.exec(text)?.[1];
  if (decimals === undefined) return undefined;
  return /^0+$/.test(decimals) ? "made" : "written";
};

/** A number that a program made of an id, without its decimals; any other id as it is. */
export const wholeId = (text: string): string => (shapeOfId(text) === "made" ? text.replace(/[.,]0+$/, "") : text);
