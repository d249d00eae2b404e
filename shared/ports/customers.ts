import type { Customer, ScannedCustomer } from "../model/customer.ts";

/** Strongly consistent. */
export type ReadCustomer = (customerId: string) => Promise<Customer | undefined>;
export type ReadCustomers = (customerIds: readonly string[]) => Promise<Map<string, Customer>>;

/** Writes on condition that the stored version is `expectedVersion` (0: that there is none); the row's is `versionAfter` it. */
export type SaveCustomer = (customer: Customer, expectedVersion: number) => Promise<"saved" | "conflict">;

/** One scan segment of all, page by page, sales and rows of nobody among them; only what a night reads of a row. */
export type ScanCustomers = (segment: number, segments: number) => AsyncIterable<readonly ScannedCustomer[]>;

/** An estimate is enough: it only chooses the number of shards. */
export type CountCustomers = () => Promise<number>;

/** Takes the row away on condition that it is still this version's; does nothing otherwise. The last step of erasure. */
export type RemoveCustomer = (customer: Pick<Customer, "customerId" | "version">) => Promise<void>;
