/** How far a piece of work is. `advance` may be called often: what is shown changes at most a few times a second. */
export type Progress = { advance: (by?: number) => void; done: (closing?: string) => void };

type Stream = { write: (text: string) => unknown; isTTY?: boolean; columns?: number };

const BAR_CELLS = 24;
const REDRAW_MS = 100;
/** Without a terminal a line is worth printing only now and then. */
const LINE_MS = 5_000;

/**
 * Shows one piece of work: a bar that is redrawn in place on a terminal, plain lines elsewhere.
 * Without a total it counts.
 */
export const createProgress = (
  stream: Stream,
  label: string,
  total?: number,
  clockMs: () => number = () => performance.now(),
): Progress => {
  const live = stream.isTTY === true;
  let count = 0;
  let shownMs = clockMs();
  const show = (text: string) => {
    const fitting = text.slice(0, (stream.columns ?? 100) - 1);
    stream.write(live ? `\r\u001b[K${fitting}` : `${text}\n`);
    shownMs = clockMs();
  };
  if (live) show(drawn(label, count, total));
  return {
    advance: (by = 1) => {
      count += by;
      if (clockMs() - shownMs < (live ? REDRAW_MS : LINE_MS)) return;
      show(live ? drawn(label, count, total) : `${label}: ${counted(count, total)}`);
    },
    done: (closing) => {
      show(`${label}: ${closing ?? counted(count, undefined)}`);
      if (live) stream.write("\n");
    },
  };
};

const drawn = (label: string, count: number, total: number | undefined): string => {
  if (total === undefined) return `${label}: ${counted(count, total)}`;
  const share = total === 0 ? 1 : Math.min(1, count / total);
  const full = Math.round(share * BAR_CELLS);
  return `${label} ${"█".repeat(full)}${"░".repeat(BAR_CELLS - full)} ${counted(count, total)}`;
};

const counted = (count: number, total: number | undefined): string => {
  const shown = count.toLocaleString("en-US");
  if (total === undefined || total === 0) return shown;
  return `${shown} of ${total.toLocaleString("en-US")} (${Math.floor(Math.min(1, count / total) * 100)} %)`;
};
