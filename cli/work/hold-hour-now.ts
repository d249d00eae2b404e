import * as z from "zod";
import { createS3Client } from "../../shared/adapters/aws-clients.ts";
import { nightFiles } from "../../shared/adapters/night-files.ts";
import { s3FileStore } from "../../shared/adapters/s3-file-store.ts";
import { marketingKeys } from "../../shared/model/night.ts";
import { dayOf, lastCompleteDay } from "../../shared/model/shop-time.ts";
import { now } from "../../shared/runtime/now.ts";
import { describePost } from "../post/describe-post.ts";
import { readMessages } from "../post/read-messages.ts";
import { leftBetween, type PostTally, tallyPost } from "../post/tally-post.ts";
import { holdHour } from "../system/hold-hour.ts";
import { nightOutcomeSchema, remarksOf } from "../system/night-outcome.ts";
import type { System, SystemOptions } from "../system/system.ts";
import { onSystem } from "../system/with-system.ts";
import type { Call } from "../terminal/command.ts";
import type { Outcome } from "../terminal/terminal.ts";

/** What the last state of an hour answers: `open-post` where nothing is due, else the night's own `close`. */
const hourAnswerSchema = z.union([
  z.object({ post: z.literal("no-night") }),
  z.object({ post: z.enum(["nothing-due", "not-sent"]), runId: z.string() }),
  nightOutcomeSchema,
]);

/** Holds an hour of the post now, and tells what left in it, and what waits until when. */
export const holdHourNow = (call: Call<SystemOptions>): Promise<Outcome> =>
  onSystem(call, async (system) => {
    const at = now();
    const { timeZone } = system.settings;
    const before = await tallyToday(at, system);
    const answer = hourAnswerSchema.parse(await holdHour(system, { at }, call.terminal));
    if ("post" in answer && answer.post === "no-night") return noNight(at, timeZone);
    const after = await tallyToday(at, system);
    const { runId } = answer;
    const left = leftBetween(before?.runId === runId ? before.tally : undefined, after?.tally ?? nothingYet);
    const { sent, waits, unsettled } = after?.tally ?? nothingYet;
    const leftToday = [...sent.values()].reduce((sum, messages) => sum + messages, 0);
    const post = "post" in answer ? answer.post : "due";
    const remarks = "post" in answer ? [] : remarksOf(answer);
    const sendsNobody = post === "not-sent" ? [`Night ${runId} sends to nobody: it was simulated.`] : [];
    return {
      ok: post !== "not-sent",
      json: { at, post, runId, left, leftToday, unsettled, waits, ...(!("post" in answer) && { day: answer }) },
      prose: [...describePost({ at, timeZone, runId, left, leftToday, unsettled, waits }), ...sendsNobody, ...remarks],
    };
  });

const nothingYet: PostTally = { sent: new Map(), waits: [], unsettled: [] };

const noNight = (at: string, timeZone: string): Outcome => ({
  ok: false,
  json: { at, post: "no-night", left: [], leftToday: 0, unsettled: [], waits: [] },
  prose: [
    `No night has ended whose mail goes on ${dayOf(at, timeZone)} (${timeZone}): there is no post to take out. rouse nightly holds one.`,
  ],
});

/** What the file of the day says whose mail goes today; undefined where no night has ended that has one. */
const tallyToday = async (at: string, { outputs, settings }: System) => {
  const files = nightFiles(s3FileStore(createS3Client(), outputs.DataBucket));
  const night = await files.findFinishedNight(lastCompleteDay(at, settings.timeZone));
  if (night === undefined) return undefined;
  const marketing = s3FileStore(createS3Client(), outputs.MarketingBucket);
  const written = await marketing.open(marketingKeys.messages(night.asOf));
  return { runId: night.runId, tally: written ? await tallyPost(readMessages(written.chunks)) : nothingYet };
};
