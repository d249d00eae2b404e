import type { Context } from "aws-lambda";
import type { z } from "zod";
import { withStack } from "./stack.ts";

/**
 * A Step Functions task: parses its input, works, answers what travels on.
 * Errors keep their names, on which the state machine's `Retry` matches.
 */
export const task = <Input extends z.ZodType, Output>(
  schema: Input,
  work: (input: z.output<Input>, context: Context) => Promise<Output>,
) => withStack(async (event: unknown, context) => work(schema.parse(event), context));
