import * as z from "zod";

const executionStatusSchema = z.enum(["RUNNING", "SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED"]);

/** One line of an execution's history. `index` is the item's, inside a Map. */
const eventSchema = z.object({
  atMilliseconds: z.number(),
  type: z.string(),
  state: z.string().optional(),
  stateType: z.string().optional(),
  index: z.number().optional(),
  error: z.string().optional(),
});
export type ExecutionEvent = z.infer<typeof eventSchema>;

/** One run of the state machine, as it is kept on disk. */
export const executionSchema = z.object({
  name: z.string(),
  arn: z.string(),
  machineArn: z.string(),
  status: executionStatusSchema,
  startedAtMilliseconds: z.number(),
  stoppedAtMilliseconds: z.number().optional(),
  /** JSON texts. */
  input: z.string(),
  output: z.string().optional(),
  error: z.string().optional(),
  cause: z.string().optional(),
  redrives: z.int().default(0),
  /** The state last entered, and its input as a JSON text: where a redrive goes on. */
  lastState: z.object({ name: z.string(), input: z.string() }).optional(),
  events: z.array(eventSchema).default([]),
});
export type Execution = z.infer<typeof executionSchema>;
