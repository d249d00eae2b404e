import { startMailCatcher } from "../support/mail-catcher.ts";

/** The mail catcher in a process of its own, as the embedded system has it. Says where it is, and ends when the parent does. */
const catcher = await startMailCatcher();
process.send?.({ url: catcher.url });
process.once("disconnect", async () => {
  await catcher.stop();
  process.exit();
});
