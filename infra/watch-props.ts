import type { Settings } from "../shared/model/settings.ts";
import type { Intake } from "./intake.ts";
import type { Mail } from "./mail.ts";
import type { Night } from "./night.ts";
import type { Post } from "./post.ts";
import type { PublicApi } from "./public-api.ts";
import type { Sweep } from "./sweep.ts";

/** What is watched. */
export type WatchProps = {
  settings: Settings;
  intake: Intake;
  mail: Mail;
  publicApi: PublicApi;
  night: Night;
  post: Post;
  sweep: Sweep;
};
