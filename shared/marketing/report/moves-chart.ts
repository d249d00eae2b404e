import { type Html, html } from "../../model/html.ts";
import { at, FULL_WIDTH, forEveryScreen, NARROW_WIDTH, picture } from "./figure.ts";
import { count } from "./wording.ts";

export type End = { key: string; label: string; color: string };
export type Flow = { from: string; to: string; customers: number };

const BAR = 14;
/** `from` and `to`: room for a tier and its customers beside a bar; on narrow screens no more than the longest needs. */
type Layout = { width: number; from: number; to: number };
const WIDE: Layout = { width: FULL_WIDTH, from: 150, to: 150 };
const NARROW: Layout = { width: NARROW_WIDTH, from: 148, to: 132 };
const GAP = 18;
const LEAST_BAR = 3;
/** Under the lowest bar, which may be lower than its label. */
const FOOT = 10;

type Node = End & { customers: number; y: number; height: number; used: number };

/** A Sankey picture: where customers came from on the left, where they went on the right; a ribbon is as wide as they are many. */
export const movesChart = (left: readonly End[], right: readonly End[], flows: readonly Flow[], then: string): Html =>
  forEveryScreen(drawn({ left, right, flows, then }, WIDE), drawn({ left, right, flows, then }, NARROW));

type Moves = { left: readonly End[]; right: readonly End[]; flows: readonly Flow[]; then: string };

const drawn = ({ left, right, flows, then }: Moves, layout: Layout): Html => {
  const { width } = layout;
  const ends = [layout.from, width - layout.to - BAR] as const;
  const moved = flows.reduce((sum, flow) => sum + flow.customers, 0);
  const room = 40 + 52 * Math.max(left.length, right.length);
  const from = stack(left, (key) => flows.filter((flow) => flow.from === key), room);
  const to = stack(right, (key) => flows.filter((flow) => flow.to === key), room);
  const height = FOOT + Math.max(room, ...[...from.values(), ...to.values()].map((node) => node.y + node.height));
  const title = `${count(moved)} customers changed their tier since ${then}.`;
  return picture(
    width,
    height,
    title,
    html`<text x="0" y="12" class="axis">${then}</text><text x="${width}" y="12" class="axis" text-anchor="end">today</text>
${flows.map((flow) => ribbon(from.get(flow.from), to.get(flow.to), flow, [ends[0] + BAR, ends[1]]))}
${[...from.values()].map((node) => bar(node, ends[0], "end"))}${[...to.values()].map((node) => bar(node, ends[1], "start"))}`,
  );
};

/** Places ends one under the other, each as high as its share; one without customers is left out. */
const stack = (ends: readonly End[], flowsOf: (key: string) => readonly Flow[], height: number): Map<string, Node> => {
  const sized = ends.map((end) => ({
    ...end,
    customers: flowsOf(end.key).reduce((sum, flow) => sum + flow.customers, 0),
  }));
  const shown = sized.filter((end) => end.customers > 0);
  const total = shown.reduce((sum, end) => sum + end.customers, 0);
  const room = height - 24 - GAP * (shown.length - 1);
  const nodes = new Map<string, Node>();
  let y = 24;
  for (const end of shown) {
    const share = Math.max(LEAST_BAR, (room * end.customers) / total);
    nodes.set(end.key, { ...end, y, height: share, used: 0 });
    y += share + GAP;
  }
  return nodes;
};

const ribbon = (
  from: Node | undefined,
  to: Node | undefined,
  flow: Flow,
  [x0, x1]: readonly [number, number],
): Html | undefined => {
  if (!from || !to || flow.customers === 0) return undefined;
  const start = (from.height * flow.customers) / from.customers;
  const end = (to.height * flow.customers) / to.customers;
  const middle = (x0 + x1) / 2;
  const y0 = from.y + from.used;
  const y1 = to.y + to.used;
  from.used += start;
  to.used += end;
  const path = `M${x0} ${at(y0)}C${middle} ${at(y0)} ${middle} ${at(y1)} ${x1} ${at(y1)}V${at(y1 + end)}C${middle} ${at(y1 + end)} ${middle} ${at(y0 + start)} ${x0} ${at(y0 + start)}Z`;
  return html`<path d="${path}" class="ribbon" style="fill:${to.color}"><title>${from.label} to ${to.label}: ${count(flow.customers)}</title></path>`;
};

const bar = (node: Node, x: number, anchor: "start" | "end"): Html => {
  const textX = anchor === "end" ? x - 8 : x + BAR + 8;
  const middle = node.y + node.height / 2;
  return html`<rect x="${x}" y="${at(node.y)}" width="${BAR}" height="${at(node.height)}" rx="3" style="fill:${node.color}"/>
<text x="${textX}" y="${at(middle + 4)}" text-anchor="${anchor}" class="label">${node.label} <tspan class="strong">${count(node.customers)}</tspan></text>`;
};
