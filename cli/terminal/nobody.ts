import type { Outcome } from "./terminal.ts";

/** What a command answers that was asked about somebody who is not there. The word is not repeated: it may be an address. */
export const nobody = (): Outcome => ({
  ok: false,
  json: { found: false },
  prose: ["Nobody is kept under that name. Give an e-mail address, a customer id, or an identity such as shopify:123."],
});
