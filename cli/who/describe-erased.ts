import { counted } from "../../shared/model/counted.ts";
import type { Erased } from "../../shared/recording/erase-customer.ts";

type Counts = Pick<Erased, "orders" | "messages" | "suppressed" | "shared">;

/** What an erasure took, and at which addresses nobody is written to any more: only where nobody else has them. */
export const describeErased = ({ orders, messages, suppressed, shared }: Counts): string[] => [
  `Erased: ${counted(orders, "order")} and ${counted(messages, "message")}.`,
  ...(suppressed === 0
    ? []
    : [
        suppressed === 1
          ? "A keyed hash of the address stays, so that it is never mailed again."
          : `Keyed hashes of their ${suppressed} addresses stay, so that these are never mailed again.`,
      ]),
  ...(shared === 0
    ? []
    : [
        `${shared === 1 ? "One address is somebody else's" : `${shared} addresses are somebody else's`} as well: ${shared === 1 ? "it" : "they"} may be mailed again, where those who stay agreed. That there were messages stays noted by keyed hash, without a name, and so do the limits. rouse who ADDRESS shows with whom it stands.`,
      ]),
];
