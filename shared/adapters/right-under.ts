/** Of keys under a prefix, what lies right there: keys, and the folders of the others, each once. */
export const rightUnder = async function* (prefix: string, keys: AsyncIterable<string>): AsyncGenerator<string> {
  const told = new Set<string>();
  for await (const key of keys) {
    const end = key.indexOf("/", prefix.length) + 1;
    const place = end === 0 ? key : key.slice(0, end);
    if (!told.has(place)) yield place;
    told.add(place);
  }
};
