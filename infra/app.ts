import { SettingsError } from "../shared/model/errors.ts";
import { synthesise } from "./synthesise.ts";

try {
  await synthesise();
} catch (error) {
  if (!(error instanceof SettingsError)) throw error;
  // The reader made a typing mistake, not a programming one: the fields and no stack trace.
  console.error(error.message);
  process.exitCode = 1;
}
