import type { CustomerRow } from "../../model/customer-row.ts";
import type { ClusterTally } from "../../model/score-tally.ts";

type ClusterTallies = Record<string, ClusterTally>;

/** Counts one customer in the cluster of their row; nobody on a night without clusters. */
export const addToClusters = (
  into: ClusterTallies,
  row: Pick<CustomerRow, "cluster" | "net_value" | "clv_12m">,
): void => {
  if (row.cluster !== null) {
    addTo(into, row.cluster, { customers: 1, netMinor: row.net_value, clvMinor: row.clv_12m ?? 0 });
  }
};

export const mergeClusters = (into: ClusterTallies, tallies: Readonly<ClusterTallies>): void => {
  for (const [name, tally] of Object.entries(tallies)) addTo(into, name, tally);
};

const addTo = (into: ClusterTallies, name: string, { customers, netMinor, clvMinor }: ClusterTally): void => {
  const tally = into[name] ?? { customers: 0, netMinor: 0, clvMinor: 0 };
  into[name] = {
    customers: tally.customers + customers,
    netMinor: tally.netMinor + netMinor,
    clvMinor: tally.clvMinor + clvMinor,
  };
};
