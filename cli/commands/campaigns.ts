import { Command } from "commander";
import * as z from "zod";
import { answering, command, systemOptionsSchema, withSystem } from "../terminal/command.ts";

const OF_PROJECT = "the folder of campaigns (default: campaigns of the project)";
const folderSchema = systemOptionsSchema.extend({ campaigns: z.string().optional() });

/** `rouse campaigns`: what marketing edits is put in force and taken back, without a deployment. */
export const campaignsCommand = (): Command => {
  const made = new Command("campaigns")
    .description("what marketing edits: checked, put in force, listed, taken back; without a deployment")
    .showHelpAfterError("(rouse campaigns --help shows what there is)");
  for (const one of [newCommand(), checkCommand(), publishCommand(), listCommand(), rollbackCommand()])
    made.addCommand(one.showHelpAfterError(`(rouse campaigns ${one.name()} --help shows what there is)`));
  return made;
};

const newCommand = (): Command =>
  answering(
    command("new", "make a campaign like another one, switched off", "campaigns new summer --like win-back")
      .argument("<name>", "its name, that of its folder: small letters, digits and -")
      .requiredOption("--like <name>", "the campaign whose files it begins with (required)")
      .option("--campaigns <dir>", OF_PROJECT),
    z.object({ like: z.string(), campaigns: z.string().optional() }),
    async (call) => (await import("../work/make-campaign.ts")).makeNewCampaign(call),
  );

const checkCommand = (): Command =>
  answering(
    withSystem(
      command("check", "look for mistakes in campaigns; the exit status is 0 if there are none", "campaigns check"),
    )
      .option("--campaigns <dir>", OF_PROJECT)
      .option(
        "--in <dir>",
        "say by what rouse run left here which audiences are everyone or nobody (default: by a system that runs)",
      )
      .addHelpText(
        "after",
        "\nWhere a system runs, or with --stack, its last night says which audiences and\nsegments are everyone or nobody.",
      ),
    folderSchema.extend({ in: z.string().optional() }),
    async (call) => (await import("../work/check-files.ts")).checkCampaigns(call),
  );

const publishCommand = (): Command =>
  answering(
    withSystem(
      command(
        "publish",
        "put the campaigns of a folder in force, if they have no mistakes",
        "campaigns publish --stack rouse",
      ),
    )
      .option("--campaigns <dir>", OF_PROJECT)
      .addHelpText(
        "after",
        "\nNights that begin from then on go by them; one that has begun goes on by those\nit began with. A version is named by its content and is never written over.",
      ),
    folderSchema,
    async (call) => (await import("../work/publish-campaigns.ts")).publishFolder(call),
  );

const listCommand = (): Command =>
  answering(
    withSystem(command("list", "which campaigns are in force, and which were", "campaigns list")),
    systemOptionsSchema,
    async (call) => (await import("../work/publish-campaigns.ts")).listPublished(call),
  );

const rollbackCommand = (): Command =>
  answering(
    withSystem(command("rollback", "put campaigns in force again that were before", "campaigns rollback"))
      .argument(
        "[version]",
        "the beginning of a version's name, as rouse campaigns list shows it, or deployed (default: what was in force before)",
      )
      .addHelpText("after", "\nNothing is deleted: what is taken back can be put in force again by its name."),
    systemOptionsSchema,
    async (call) => (await import("../work/publish-campaigns.ts")).rollBack(call),
  );
