import { addressOf, hasAccount, holderNamedBy } from "../model/holder.ts";
import { slices } from "../model/in-parallel.ts";
import { type EraseDeps, type Erased, type Erasing, eraseCustomer } from "./erase-customer.ts";

/** Holders that are erased at a time: whoever shares an address with them is worked out anew, and joined from a bounded number. */
const AT_A_TIME = 32;

/** Erases what handles hold, and nothing that is but joined with it; of a customer id with thousands of addresses a few at a time. */
export const eraseHeld = async (handles: readonly string[], erasing: Erasing, deps: EraseDeps): Promise<Erased> => {
  const isHolder = (handle: string) => holderNamedBy(handle).length > 0;
  // What a customer id refused without an address is heard at each of its addresses, and kept there when that goes: it goes last.
  const [few = [], ...others] = slices([...handles.filter(isHolder)].sort(byAddress), AT_A_TIME);
  const erase = (some: readonly string[]) => eraseCustomer(some, { ...erasing, reach: "held" }, deps);
  let erased = await erase([...handles.filter((handle) => !isHolder(handle)), ...few]);
  for (const some of others) erased = bothErased(erased, await erase(some));
  await forgetEmptied(handles.filter(hasAccount), deps);
  return erased;
};

/** The row of a customer id that more bore than it names stays without a name in it; but all that bore these is erased. */
const forgetEmptied = async (accounts: readonly string[], deps: EraseDeps): Promise<void> => {
  if (accounts.length === 0) return;
  const { identities } = await deps.readEvidence({ identities: accounts });
  const emptied = [...identities.values()].filter((row) => row.full && row.holders.length === 0);
  for (const row of emptied) await deps.removeIdentity(row);
};

const byAddress = (a: string, b: string): number => countOfAddresses(b) - countOfAddresses(a);
const countOfAddresses = (handle: string): number => holderNamedBy(handle).flatMap(addressOf).length;

/** What others have as well is known when the last of it is gone. */
const bothErased = (a: Erased, b: Erased): Erased => ({
  outcome: (["erased", "erased-before"] as const).find((one) => [a.outcome, b.outcome].includes(one)) ?? "not-found",
  customers: a.customers + b.customers,
  orders: a.orders + b.orders,
  messages: a.messages + b.messages,
  suppressed: a.suppressed + b.suppressed,
  shared: b.shared,
});
