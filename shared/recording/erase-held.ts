import { holderNamedBy } from "../model/holder.ts";
import { slices } from "../model/in-parallel.ts";
import { type EraseDeps, type Erased, type Erasing, eraseCustomer } from "./erase-customer.ts";

/** Holders that are erased at a time: whoever shares an address with them is worked out anew, and joined from a bounded number. */
const AT_A_TIME = 32;

/** Erases what handles hold, and nothing that is but joined with it; of a customer id with thousands of addresses a few at a time. */
export const eraseHeld = async (
  handles: readonly string[],
  erasing: Erasing,
  deps: EraseDeps,
): Promise<Erased["outcome"]> => {
  const isHolder = (handle: string) => holderNamedBy(handle).length > 0;
  const [few = [], ...others] = slices(handles.filter(isHolder), AT_A_TIME);
  const outcomes: Erased["outcome"][] = [];
  for (const some of [[...handles.filter((handle) => !isHolder(handle)), ...few], ...others])
    outcomes.push((await eraseCustomer(some, { ...erasing, reach: "held" }, deps)).outcome);
  return (["erased", "erased-before"] as const).find((outcome) => outcomes.includes(outcome)) ?? "not-found";
};
