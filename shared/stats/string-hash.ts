/**
 * A 32-bit hash of a text, the same on every machine and night: FNV-1a over UTF-16 code units (Fowler, Noll, Vo), then the
 * finaliser of MurmurHash3 (Appleby), since FNV alone leaves its high bits poorly mixed. Spreads keys; no secret is safe in it.
 */
export const stringHash = (text: string): number => {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
};
