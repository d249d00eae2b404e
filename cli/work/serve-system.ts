import type { EmbeddedSystem } from "../../infra/local/embedded-system.ts";
import { runsAlready } from "../../infra/local/running-file.ts";
import type { LiveCampaigns } from "../../infra/local/web/campaign-pages.ts";
import { stackOutputsSchema } from "../../shared/model/stack-outputs.ts";
import { watchCampaigns } from "../preview/live-campaigns.ts";
import { emulatorOf, startOwn } from "../system/start-own.ts";
import { whenFree } from "../system/when-free.ts";
import type { Call } from "../terminal/command.ts";
import { whenInterrupted } from "../terminal/interruption.ts";
import type { Outcome } from "../terminal/terminal.ts";
import { UsageError } from "../terminal/usage-error.ts";
import { folderOf, shownAs } from "./check-files.ts";

type Options = {
  data: string;
  settings?: string | undefined;
  port?: number | undefined;
  campaigns?: string | undefined;
};

/** Runs the embedded system until it is interrupted. */
export const serveSystem = async (call: Call<Options>): Promise<Outcome> => {
  const { terminal, interrupted } = call;
  const { options } = call;
  const campaigns = watchCampaigns(folderOf(options.campaigns), shownAs(options.campaigns), terminal.say);
  const system = await startWhenFree(call, campaigns.live);
  try {
    campaigns.begin({ settings: system.settings, outputs: stackOutputsSchema.parse(system.outputs) });
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
    campaigns.end();
    await system.stop();
  }
  return { ok: true, json: undefined, prose: [] };
};

const startWhenFree = async (call: Call<Options>, campaigns: LiveCampaigns): Promise<EmbeddedSystem> => {
  const { data, settings, port } = call.options;
  const from = { dataDir: data, command: call.command, campaigns, keepHours: true };
  const where = { ...from, ...emulatorOf(process.env), ...(port !== undefined && { port }) };
  const found = await whenFree(data, () => startOwn(where, settings, call.interrupted), call);
  if ("running" in found) throw new UsageError(runsAlready(data, found.running));
  return found.started;
};
