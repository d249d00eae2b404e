import { emulatorOf, startOwn } from "../system/start-own.ts";
import type { Call } from "../terminal/command.ts";
import { whenInterrupted } from "../terminal/interruption.ts";
import type { Outcome } from "../terminal/terminal.ts";

type Options = { data: string; settings?: string | undefined; port?: number | undefined };

/** Runs the embedded system until it is interrupted. */
export const serveSystem = async ({ options, terminal, interrupted }: Call<Options>): Promise<Outcome> => {
  const { data, settings, port } = options;
  const where = { dataDir: data, ...emulatorOf(process.env), ...(port !== undefined && { port }) };
  const system = await startOwn(where, settings, interrupted);
  try {
    terminal.answer({
      ok: true,
      json: { url: system.url, pages: system.pages, outputs: system.outputs },
      prose: [
        `Rouse runs at ${system.url}`,
        ...Object.entries(system.pages).map(([name, address]) => `  ${name.padEnd(9)} ${address}`),
      ],
    });
    terminal.say("Stop it with Ctrl-C.");
    await whenInterrupted(interrupted);
  } finally {
    await system.stop();
  }
  return { ok: true, json: undefined, prose: [] };
};
