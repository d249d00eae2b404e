import { readWrittenText } from "../../shared/adapters/read-written-text.ts";
import { SEGMENTS_FILE } from "../../shared/model/campaign-library.ts";
import { describeMisfit } from "../../shared/model/describe-misfit.ts";
import { SettingsError } from "../../shared/model/errors.ts";
import { type OwnSegment, segmentsFileSchema } from "../../shared/model/own-segment.ts";
import { mistakesIn } from "./check-condition.ts";
import { parseYaml } from "./yaml-file.ts";

/**
 * The segments of `campaigns/segments.yaml` in their order; none where there is no such file, or nothing in it.
 *
 * @param directory ends in a slash
 * @param shown what the folder is called in what is said about its files
 * @throws SettingsError with every mistake, with file, line and column
 */
export const readSegments = async (directory: URL, shown: string): Promise<OwnSegment[]> => {
  const origin = `${shown}/${SEGMENTS_FILE}`;
  const text = await readWrittenText(new URL(SEGMENTS_FILE, directory), origin);
  if (text === undefined) return [];
  const written = parseYaml(text, origin);
  // No object that a schema gives can have this key: it would be passed over.
  const lost = JSON.stringify(["__proto__"]);
  if (written.lines.has(lost))
    throw new SettingsError(
      `${origin}:${written.lines.get(lost)}:${written.columns.get(lost)}: "__proto__" is no name; expected at most 40 small letters, digits and -, a letter first`,
    );
  const { success, data, error } = segmentsFileSchema.safeParse(written.value ?? {});
  if (!success)
    throw new SettingsError(`${origin} does not fit:\n${describeMisfit(error, segmentsFileSchema, written)}`);
  const segments = Object.entries(data).map(([name, segment]) => ({ ...segment, name }));
  const problems = segments.flatMap(({ name, when }) =>
    mistakesIn({ when, path: [name, "when"] }, { origin, written, own: undefined }),
  );
  if (problems.length > 0) throw new SettingsError(problems.join("\n"));
  return segments;
};
