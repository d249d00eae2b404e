import type { Cluster, Clusters } from "../../model/clusters.ts";
import { type Html, html } from "../../model/html.ts";
import type { ClusterTally } from "../../model/score-tally.ts";
import { capital, longDay, spelled } from "../../words/said.ts";
import { barsChart } from "./bars-chart.ts";
import { figure, table } from "./figure.ts";
import type { ReportData } from "./report-data.ts";
import { count, counted, days, decimals, expectedMoney, money, percent, share } from "./wording.ts";

const nobody: ClusterTally = { customers: 0, netMinor: 0, clvMinor: 0 };

/** Groups that the customers' own behaviour makes, without any threshold set by hand. */
export const clustersSection = (data: ReportData): Html => {
  const { clusters } = data.model;
  const heading = html`<h2>Customers who buy alike</h2>`;
  if (clusters === null) {
    return html`<section id="clusters">${heading}<p class="plain">There are no groups tonight: too few customers, or customers too alike, to be told apart by how they buy (${counted(data.model.customers, "customer")}).</p></section>`;
  }
  const groups = clusters.clusters
    .map((cluster) => ({ cluster, group: data.tally.clusters[cluster.name] ?? nobody }))
    .sort((a, b) => b.group.customers - a.group.customers);
  const all = data.tally.all.customers;
  const largest = groups[0];
  const sentence = html`<p>By how they buy, your customers fall into <strong>${clusters.k} groups</strong>${largest && html`; the largest, “${largest.cluster.name}”, holds ${share(largest.group.customers, all)} of them`}. ${agreement(clusters, data)}</p>`;
  return html`<section id="clusters">${heading}${sentence}${sizes(groups, data)}${typical(groups, clusters, data)}
<p class="plain">Grouped by recency, frequency, spend and rhythm together (k-means), learned from ${counted(clusters.sample.customers, "customer")}${clusters.sample.oneIn > 1 ? `, one in ${count(clusters.sample.oneIn)}` : ""}.</p>${criterion(clusters)}</section>`;
};

type Group = { cluster: Cluster; group: ClusterTally };

const agreement = ({ adjustedRandIndex: index }: Clusters, { run }: ReportData): string =>
  index === null || run.previous === undefined
    ? "There is no earlier grouping to compare with."
    : `It is ${percent(Math.max(0, index))} the same grouping as on ${longDay(run.previous.asOf)}.`;

const sizes = (groups: readonly Group[], { tally, run }: ReportData): Html => {
  const all = tally.all.customers;
  const bars = groups.map(({ cluster, group }) => ({
    label: capital(cluster.name),
    length: group.customers,
    strong: count(group.customers),
    text: share(group.customers, all),
  }));
  const rows = groups.map(({ cluster, group }) => [
    capital(cluster.name),
    count(group.customers),
    share(group.customers, all),
    money(group.netMinor, run.settings.currency),
    tally.withClv === 0 ? "–" : expectedMoney(group.clvMinor, run.settings.currency),
  ]);
  const heads = ["Group", "Customers", "Share", "Net value so far", "Expected value"];
  const title = "Customers by group of those who buy alike.";
  return figure(
    barsChart(bars, title, { labels: 345, texts: 140 }),
    `All ${counted(all, "customer")} by the group whose middle is nearest to them.`,
    table("Customers by group", heads, rows),
  );
};

/** The middle of each group, turned back from scaled logarithms into days, orders and money. */
const typical = (groups: readonly Group[], clusters: Clusters, { run }: ReportData): Html => {
  const rows = groups.map(({ cluster }) => {
    const [silence, frequency, spend, interval] = middleOf(cluster, clusters);
    return [
      capital(cluster.name),
      days(Math.max(0, silence - 1)),
      decimals(frequency, 1),
      money(Math.round(spend), run.settings.currency),
      frequency < FEWEST_PURCHASES ? "–" : days(interval),
    ];
  });
  const heads = [
    "Group",
    html`Silent for<small>recency</small>`,
    html`Purchase days<small>frequency</small>`,
    html`Net value so far<small>money</small>`,
    html`Between purchases<small>rhythm</small>`,
  ];
  return table("What is typical of each", heads, rows);
};

/** Below it most of the group never came back, and an interval would be the shop's, not theirs. */
const FEWEST_PURCHASES = 1.5;

const middleOf = ({ centroid }: Cluster, { scales }: Clusters): [number, number, number, number] => {
  const at = (j: 0 | 1 | 2 | 3): number => Math.exp(scales[j].mean + centroid[j] * scales[j].sd);
  return [at(0), at(1), at(2), at(3)];
};

const criterion = ({ k, criterion: { values } }: Clusters): Html => {
  const rows = values.map((value) => [`${value.k}`, decimals(value.value, 2)]);
  return html`<details><summary>Why so many groups, and how far they are the same as before</summary>
<p class="plain">${capital(spelled(k))} ${k === 1 ? "is" : "are"} the most that stay about as clearly apart as the best number of groups does. How clearly is the silhouette: 1 where every customer is far nearer to their own group than to the next, 0 where they are as near to both.</p>
${table("How clearly apart", ["Groups", "Silhouette"], rows)}
<p class="plain">How far it is the same grouping is the adjusted Rand index: 100% if the same customers are together in both, 0% if no more than chance would have it.</p></details>`;
};
