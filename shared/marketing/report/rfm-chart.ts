import { type Html, html } from "../../model/html.ts";
import { FULL_WIDTH, forEveryScreen, NARROW_WIDTH, picture } from "./figure.ts";
import { count } from "./wording.ts";

const SCORES = [1, 2, 3, 4, 5] as const;
/** `left`, `top`: kept free for what stands beside the cells, or above them where there is no room beside. */
type Layout = { width: number; left: number; top: number; cell: number };
const WIDE: Layout = { width: FULL_WIDTH, left: 120, top: 0, cell: 118 };
const NARROW: Layout = { width: NARROW_WIDTH, left: 22, top: 22, cell: 66 };
const CELL_HEIGHT = 54;
const BOTTOM = 44;

/** Customers by R and F score, over all M: `grid[r][f]`, from codes such as `543`. */
export const rfmGrid = (codes: Readonly<Record<string, number>>): ReadonlyMap<string, number> => {
  const grid = new Map<string, number>();
  for (const [code, customers] of Object.entries(codes)) {
    const cell = code.slice(0, 2);
    grid.set(cell, (grid.get(cell) ?? 0) + customers);
  }
  return grid;
};

/** A heat map: the best customers, recent and frequent, are at the top right. */
export const rfmChart = (grid: ReadonlyMap<string, number>): Html =>
  forEveryScreen(drawn(grid, WIDE), drawn(grid, NARROW));

const drawn = (grid: ReadonlyMap<string, number>, layout: Layout): Html => {
  const { width, left, top, cell } = layout;
  const beside = top === 0;
  const most = Math.max(1, ...grid.values());
  const cells = SCORES.flatMap((r) => SCORES.map((f) => cellOf(r, f, grid.get(`${r}${f}`) ?? 0, most, layout)));
  const bottom = top + 5 * CELL_HEIGHT;
  const rows = SCORES.map(
    (r) =>
      html`<text x="${left - 12}" y="${top + (5 - r) * CELL_HEIGHT + CELL_HEIGHT / 2 + 4}" text-anchor="end" class="label">${r}</text>`,
  );
  const columns = SCORES.map(
    (f) => html`<text x="${left + (f - 0.5) * cell}" y="${bottom + 18}" text-anchor="middle" class="label">${f}</text>`,
  );
  const content = html`${cells}${rows}${columns}
<text x="0" y="14" class="axis">bought lately</text>${beside && html`<text x="0" y="${bottom - 6}" class="axis">long ago</text>`}
<text x="${left}" y="${bottom + 38}" class="axis">${beside ? "bought seldom" : "long ago, seldom"}</text><text x="${left + 5 * cell}" y="${bottom + 38}" class="axis" text-anchor="end">bought often</text>`;
  return picture(
    width,
    bottom + BOTTOM,
    "Customers by how recently and how often they bought, scores 1 to 5.",
    content,
  );
};

/** Deepest colour on which dark text still has a contrast of 4.5 to 1. */
const DEEPEST = 0.62;
const percent = (heat: number): string => `${Math.round(100 * DEEPEST * heat)}%`;

/** The square root keeps cells with few customers apart from empty ones. */
const cellOf = (r: number, f: number, customers: number, most: number, { left, top, cell }: Layout): Html => {
  const heat = Math.sqrt(customers / most);
  const x = left + (f - 1) * cell;
  const y = top + (5 - r) * CELL_HEIGHT;
  return html`<rect x="${x + 1}" y="${y + 1}" width="${cell - 2}" height="${CELL_HEIGHT - 2}" rx="6" class="cell"/>
<rect x="${x + 1}" y="${y + 1}" width="${cell - 2}" height="${CELL_HEIGHT - 2}" rx="6" class="heat" style="opacity:${percent(heat)}"><title>Recency ${r}, frequency ${f}: ${count(customers)}</title></rect>
<text x="${x + cell / 2}" y="${y + CELL_HEIGHT / 2 + 5}" text-anchor="middle" class="label strong">${count(customers)}</text>`;
};
