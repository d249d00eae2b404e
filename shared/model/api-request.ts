/** A question to a shop's own API, with what proves that we may ask. */
export type ApiRequest = { url: string; headers: Readonly<Record<string, string>> };
