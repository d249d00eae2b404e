import { GrowingRows } from "../../stats/growing-rows.ts";
import { DAYS_PER_WEEK } from "../models/purchase-data.ts";
import { WEEKS_PER_MONTH } from "./clv.ts";
import {
  BUYS,
  GRADIENT,
  HIGH,
  HIGH_STEPS,
  HIGHEST_TAIL,
  LOW,
  LOW_STEPS,
  LOWEST_TAIL,
  ROW,
  type SpreadModel,
  SpreadNode,
  SQUARES,
} from "./clv-spread-node.ts";
import { PairIndex } from "./pair-index.ts";

/** Nodes stand at every x up to this one, then a quarter of x apart. */
const EVERY = 8;
/** Nodes over age are this far apart in ln(1 + purchases until the horizon if nobody left). */
const LOG_STEP = 0.2;
/** The node of the oldest age, where nothing is to come: as near to it as numbers allow. */
const LEAST_LOG = 1e-4;

/** Places in a customer's entry: gradient, chance to buy and squares as in a node's row, then four rows and three shares between them. */
const ROWS = 6;
const BETWEEN_X = 10;
const BETWEEN_AGES = 11;
const ENTRY = 13;

/**
 * How far CLV may be off, of customers who are alive: made at few nodes over x and T, a fifth of a millisecond each, and
 * interpolated between them. Interpolation moves an interval's coverage by less than half a point (see the Monte Carlo test).
 */
export class ClvSpread {
  readonly #of: SpreadModel;
  readonly #horizonWeeks: number;
  readonly #index = new PairIndex();
  readonly #entries = new GrowingRows(ENTRY);
  readonly #nodes = new Map<number, SpreadNode>();
  readonly #rowIndex = new PairIndex();
  readonly #rows = new GrowingRows(ROW);

  constructor(of: SpreadModel) {
    this.#of = of;
    this.#horizonWeeks = of.clv.horizonMonths * WEEKS_PER_MONTH;
  }

  /** Where `entries` holds what is said of (x, T). */
  at(repeats: number, ageDays: number): number {
    const known = this.#index.find(repeats, ageDays);
    return known >= 0 ? known : this.#make(repeats, ageDays);
  }

  /** Entries begin with the places GRADIENT, BUYS and SQUARES; read it anew after `at`. */
  get entries(): Float64Array {
    return this.#entries.values;
  }

  /** Amount, in units of what buyers bring on average, that they exceed with `chance`, from 0.05 up; 0 from 1 up. */
  high(entry: number, chance: number): number {
    // Stryker disable next-line EqualityOperator: rows end in 0, at a chance of 1
    return chance < 1 ? this.#amount(entry, HIGH, ((chance - HIGHEST_TAIL) / (1 - HIGHEST_TAIL)) * HIGH_STEPS) : 0;
  }

  /** The same for chances from 0.95 up. */
  low(entry: number, chance: number): number {
    // Stryker disable next-line EqualityOperator: rows end in 0, at a chance of 1
    return chance < 1 ? this.#amount(entry, LOW, ((chance - LOWEST_TAIL) / (1 - LOWEST_TAIL)) * LOW_STEPS) : 0;
  }

  #amount(entry: number, first: number, steps: number): number {
    const entries = this.#entries.values;
    const rows = this.#rows.values;
    const place = first + Math.floor(steps);
    const way = steps - Math.floor(steps);
    const between = (corner: number): number => {
      const at = (entries[entry + ROWS + corner] ?? 0) + place;
      return (rows[at] ?? 0) * (1 - way) + (rows[at + 1] ?? 0) * way;
    };
    const x = entries[entry + BETWEEN_X] ?? 0;
    const under = entries[entry + BETWEEN_AGES] ?? 0;
    const over = entries[entry + BETWEEN_AGES + 1] ?? 0;
    const below = (1 - under) * between(0) + under * between(1);
    return x === 0 ? below : (1 - x) * below + x * ((1 - over) * between(2) + over * between(3));
  }

  #make(repeats: number, ageDays: number): number {
    const [below, above] = nodesAround(repeats);
    const ageWeeks = ageDays / DAYS_PER_WEEK;
    const under = this.#around(below, ageWeeks);
    const over = this.#around(above, ageWeeks);
    const betweenX = above > below ? (repeats - below) / (above - below) : 0;
    const entry = new Float64Array(ENTRY);
    const rows = this.#rows.values;
    const mixed = ({ rowsAt: [first, second], way }: Around, i: number): number =>
      (rows[first + i] ?? 0) * (1 - way) + (rows[second + i] ?? 0) * way;
    for (let i = GRADIENT; i <= SQUARES; i++) {
      entry[i] = betweenX === 0 ? mixed(under, i) : mixed(under, i) * (1 - betweenX) + mixed(over, i) * betweenX;
    }
    entry[BUYS] = this.#of.model.pActiveIfAlive(repeats, ageWeeks, this.#horizonWeeks);
    entry.set([...under.rowsAt, ...over.rowsAt, betweenX, under.way, over.way], ROWS);
    const at = this.#entries.add(entry);
    this.#index.put(repeats, ageDays, at);
    return at;
  }

  /** The rows of a node between which an age lies. */
  #around(repeats: number, ageWeeks: number): Around {
    const { r, alpha } = this.#of.model.params;
    const logCount = (age: number) => Math.log1p(((r + repeats) * this.#horizonWeeks) / (alpha + age));
    const here = logCount(ageWeeks);
    const step = Math.floor(here / LOG_STEP);
    const most = logCount(0);
    const from = Math.max(LEAST_LOG, step * LOG_STEP);
    const to = Math.min(most, (step + 1) * LOG_STEP);
    const way = to > from ? Math.min(1, Math.max(0, (here - from) / (to - from))) : 0;
    return { rowsAt: [this.#row(repeats, step, from), this.#row(repeats, step + 1, to)], way };
  }

  #row(repeats: number, step: number, logCount: number): number {
    const known = this.#rowIndex.find(repeats, step);
    if (known >= 0) return known;
    const node = this.#nodes.get(repeats) ?? new SpreadNode(this.#of, repeats);
    this.#nodes.set(repeats, node);
    const { r, alpha } = this.#of.model.params;
    const ageWeeks = Math.max(0, ((r + repeats) * this.#horizonWeeks) / Math.expm1(logCount) - alpha);
    const at = this.#rows.add(node.row(ageWeeks));
    this.#rowIndex.put(repeats, step, at);
    return at;
  }
}

type Around = { readonly rowsAt: readonly [number, number]; readonly way: number };

/** The nodes between which x lies; twice the same where it is one. */
const nodesAround = (repeats: number): readonly [number, number] => {
  let below = Math.min(repeats, EVERY);
  let above = below;
  while (above < repeats) {
    below = above;
    above = Math.ceil(below * 1.25);
  }
  return above === repeats ? [above, above] : [below, above];
};
