import type { IdentityRow } from "../model/evidence.ts";

/** Whether nothing was said of an identity: its row goes with the last holder that it names. */
export const isWordless = ({ together, apart, joined, refused }: IdentityRow): boolean =>
  [together, apart, joined, refused].every((said) => said === undefined);
