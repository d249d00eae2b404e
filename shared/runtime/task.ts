import type { Context } from "aws-lambda";
import type { z } from "zod";
import { namingLostConnections } from "../model/connection-lost.ts";
import { withStack } from "./stack.ts";

/**
 * A Step Functions task: parses its input, works, answers what travels on.
 * Errors keep their names, on which the state machine's `Retry` matches; lost connections, which have none, get one.
 */
export const task = <Input extends z.ZodType, Output>(
  schema: Input,
  work: (input: z.output<Input>, context: Context) => Promise<Output>,
) =>
  withStack(async (event: unknown, context) => {
    try {
      return await work(schema.parse(event), context);
    } catch (error) {
      throw namingLostConnections(error);
    }
  });
