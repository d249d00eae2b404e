import type { History } from "../../model/history.ts";
import type { Statement } from "../../model/model-file.ts";
import type { Closure, OddShop } from "../../model/odd-shop.ts";
import type { Day } from "../../model/time.ts";
import { oddShopStatements } from "../../words/odd-shops.ts";
import type { Cells } from "../summaries/cells.ts";
import { closuresOf } from "../summaries/closures.ts";
import { addDays } from "../summaries/epoch-day.ts";
import { Histogram } from "../summaries/histogram.ts";
import { levelBreak } from "./level-break.ts";
import { lowerSeason } from "./lower-season.ts";
import { migrationDay } from "./migration-day.ts";
import { quietShop } from "./quiet-shop.ts";
import { spendLevel } from "./spend-level.ts";

/** A shorter history is of one season: half a year, so that summer is known without winter, or winter without summer. */
const ONE_SEASON_DAYS = 183;
/** What ended longer ago lies before every day that anything is learned from (`pastCutDays`). */
const REMEMBERED_DAYS = 732;

/**
 * What is odd about a shop as a whole, by its purchase days, and what customers pay now and paid a year ago. A shop that fell quiet is not said to have fallen to another level too,
 * and days from before a move or a closure are not compared with those since. Where purchase days were not counted, nothing is odd.
 */
export const oddShop = (
  purchaseDays: Histogram,
  { days }: History,
  cells: Cells,
  spendMoves: Histogram = new Histogram(),
): OddShop => {
  const migration = migrationDay(purchaseDays, days, cells);
  const closures = closuresOf(purchaseDays, days).filter(({ untilDaysAgo }) => untilDaysAgo <= REMEMBERED_DAYS);
  const quiet = quietShop(purchaseDays, days, closures);
  const closed = closures.length > 0 && { closures };
  // What came over with the date of the move came as one sum.
  const spend = quiet === undefined && migration === undefined ? spendLevel(spendMoves) : undefined;
  const odd = {
    ...(quiet && { quiet }),
    ...closed,
    ...(migration && { migration }),
    ...(spend && { spendLevel: spend }),
  };
  if (quiet !== undefined) return odd;
  const comparable = Math.min(days, (migration?.daysAgo ?? days + 1) - 1, (closures[0]?.untilDaysAgo ?? days + 1) - 1);
  const lower = levelBreak(purchaseDays, comparable);
  if (lower !== undefined) return { ...odd, levelBreak: lower };
  const season = lowerSeason(purchaseDays, comparable);
  return season === undefined ? odd : { ...odd, lowerSeason: season };
};

/** The same in words, each with the counts it rests on; nothing of an ordinary shop of half a year and more. */
export const sayOddShop = (asOf: Day, history: History, odd: OddShop, customers: number): Statement[] => {
  const { quiet, closures = [], migration, levelBreak: lower, lowerSeason: season } = odd;
  const dayAgo = (days: number): Day => addDays(asOf, -days);
  const said: Statement[] = [];
  if (history.strayDays > 0) said.push(oddShopStatements.datesApart(history, dayAgo(history.days)));
  if (quiet)
    said.push(oddShopStatements.quiet(quiet, dayAgo(quiet.days), history.days === quiet.days, closures.length > 0));
  for (const closure of closures) {
    said.push(oddShopStatements.closed(dayAgo(closure.fromDaysAgo), dayAgo(closure.untilDaysAgo), daysOf(closure)));
  }
  if (migration)
    said.push(oddShopStatements.migration(migration, dayAgo(migration.daysAgo), migration.daysAgo === history.days));
  if (lower) said.push(oddShopStatements.levelBreak(lower, dayAgo(lower.daysAgo - 1)));
  if (season) said.push(oddShopStatements.lowerSeason(season, dayAgo(season.daysAgo - 1)));
  if (odd.spendLevel) said.push(oddShopStatements.spendLevel(odd.spendLevel));
  if (customers > 0 && history.days < ONE_SEASON_DAYS)
    said.push(oddShopStatements.oneSeason(history.days + 1, customers));
  return said;
};

const daysOf = ({ fromDaysAgo, untilDaysAgo }: Closure): number => fromDaysAgo - untilDaysAgo + 1;
