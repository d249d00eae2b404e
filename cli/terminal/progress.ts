/** How far a piece of work is. `advance` may be called often: what is shown changes at most a few times a second. */
export type Progress = { advance: (by?: number) => void; done: (closing?: string) => void };

type Stream = { write: (text: string) => unknown; isTTY?: boolean; columns?: number };

const BAR_CELLS = 24;
const REDRAW_MS = 100;
/** Without a terminal a line is worth printing only now and then. */
const LINE_MS = 5_000;

/**
 * Shows one piece of work: a bar that is redrawn in place on a terminal, plain lines elsewhere.
 * Without a total it counts. `unit` stands behind the numbers.
 */
export const createProgress = (
  stream: Stream,
  label: string,
  total?: number,
  { clockMs = () => performance.now(), unit }: { clockMs?: () => number; unit?: string | undefined } = {},
): Progress => {
  const live = stream.isTTY === true;
  let count = 0;
  const counted = (of?: number) => amount(count, of, unit);
  let shownMs = clockMs();
  const show = (text: string) => {
    const fitting = text.slice(0, (stream.columns ?? 100) - 1);
    stream.write(live ? `\r\u001b[K${fitting}` : `${text}\n`);
    shownMs = clockMs();
  };
  const drawn = () =>
    total === undefined ? `${label}: ${counted()}` : `${label} ${bar(count, total)} ${counted(total)}`;
  if (live) show(drawn());
  return {
    advance: (by = 1) => {
      count += by;
      if (clockMs() - shownMs < (live ? REDRAW_MS : LINE_MS)) return;
      show(live ? drawn() : `${label}: ${counted(total)}`);
    },
    done: (closing) => {
      show(`${label}: ${closing ?? counted()}`);
      if (live) stream.write("\n");
    },
  };
};

const bar = (count: number, total: number): string => {
  const share = total === 0 ? 1 : Math.min(1, count / total);
  const full = Math.round(share * BAR_CELLS);
  return "█".repeat(full) + "░".repeat(BAR_CELLS - full);
};

const amount = (count: number, total: number | undefined, unit: string | undefined): string => {
  const named = unit === undefined ? "" : ` ${unit}`;
  const shown = count.toLocaleString("en-US");
  if (total === undefined || total === 0) return `${shown}${named}`;
  const percent = Math.floor(Math.min(1, count / total) * 100);
  return `${shown} of ${total.toLocaleString("en-US")}${named} (${percent}%)`;
};
