/**
 * Reads a text as `read` does, and each of the first so many texts once: a file has many rows, and in a column of days, languages or
 * currencies few that differ.
 */
export const remembering = <Value>(read: (text: string) => Value, most: number): ((text: string) => Value) => {
  const known = new Map<string, Value>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    const value = read(text);
    if (known.size < most) known.set(text, value);
    return value;
  };
};
