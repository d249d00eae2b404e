import { Agent as HttpAgent, request as httpRequest } from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";
import { ServiceException } from "@smithy/core/client";
import { HttpResponse } from "@smithy/core/protocols";
import { operation } from "@smithy/core/schema";
import { getSmithyContext, toEndpointV1 } from "@smithy/core/transport";
import { SignatureV4 } from "@smithy/signature-v4";
import type {
  ClientProtocol,
  Endpoint,
  HandlerExecutionContext,
  HttpRequest,
  MetadataBearer,
  MiddlewareStack,
  SchemaRef,
  SchemaTraits,
  SerdeFunctions,
} from "@smithy/types";
import * as z from "zod";

/** How long all calls of a client go through every step of the SDK once one was answered with trouble. */
const EVERY_STEP_MS = 60_000;

type StraightClient<Input extends object, Output extends MetadataBearer> = {
  config: SerdeFunctions &
    Pick<ConstructorParameters<typeof SignatureV4>[0], "region" | "credentials" | "sha256"> & {
      protocol?: ClientProtocol<HttpRequest, HttpResponse>;
      systemClockOffset: number;
    };
  middlewareStack: MiddlewareStack<Input, Output>;
};

/** Sends one request, and has its whole answer. */
export type Exchange = (request: HttpRequest) => Promise<HttpResponse>;

/** How a client's calls go. */
type Going = {
  /** As signatures name the service. */
  service: string;
  exchange: Exchange;
  /** Whether an error of the service is no trouble, but what was asked for. */
  isAnswer: (error: unknown) => boolean;
  /** Whether what met trouble is asked again; else it fails, and only what is asked next goes through every step. */
  isAskedAgain: boolean;
  /** Milliseconds of the wall clock. */
  now: () => number;
};

/**
 * Lets a client's calls go straight: written, signed and read by the SDK's own parts, without the chain of steps around them, which
 * costs more than they do. Where a call goes is what the SDK made of the first one. Whatever meets trouble (throttled, a broken
 * connection, an error) is asked again through every step, as the SDK would ask again, and after an answer that was trouble so is all
 * else for a minute: retries, slowing down and the mending of a clock stand there.
 */
export const goStraight = <Input extends object, Output extends MetadataBearer>(
  client: StraightClient<Input, Output>,
  { service, exchange, isAnswer, isAskedAgain, now }: Going,
): void => {
  const { config } = client;
  const { protocol } = config;
  if (protocol === undefined) return;
  const { region, credentials, sha256 } = config;
  const signer = new SignatureV4({ service, region, credentials, sha256 });
  let endpoint: Endpoint | undefined;
  let everyStepUntil = 0;
  client.middlewareStack.add(
    (next, context) => {
      const schema = schemaOf(context);
      const read = { ...config, ...context };
      const straight = async (input: Input, to: Endpoint) => {
        const write = { ...read, endpoint: async () => to };
        const request = await protocol.serializeRequest(schema, input, write);
        request.headers.host = to.port === undefined ? to.hostname : `${to.hostname}:${to.port}`;
        const signingDate = new Date(now() + config.systemClockOffset);
        const response = await exchange(await signer.sign(request, { signingDate }));
        return { response, output: await protocol.deserializeResponse<Output>(schema, read, response) };
      };
      return async (args) => {
        if (endpoint === undefined || now() < everyStepUntil) {
          const answer = await next(args);
          if (context.endpointV2 !== undefined) endpoint = toEndpointV1(context.endpointV2);
          return answer;
        }
        try {
          return await straight(args.input, endpoint);
        } catch (error) {
          if (isAnswer(error)) throw error;
          // One connection that broke says nothing of the others.
          if (ServiceException.isInstance(error)) everyStepUntil = now() + EVERY_STEP_MS;
          if (!isAskedAgain) throw error;
          return next(args);
        }
      };
    },
    { step: "initialize", priority: "high", name: "straightCalls" },
  );
};

/** An operation as the SDK's protocols want it, made of how its commands keep it. */
const schemaOf = (context: HandlerExecutionContext) => {
  const [, namespace, name, traits, input, output] = keptSchema.parse(getSmithyContext(context).operationSchema);
  return operation(namespace, name, traits, input, output);
};
const ref = z.custom<SchemaRef>((value) => value !== undefined);
const traitsSchema = z.custom<SchemaTraits>((value) => typeof value === "number" || typeof value === "object");
const keptSchema = z.tuple([z.number(), z.string(), z.string(), traitsSchema, ref, ref]);

const MAX_SOCKETS = 64;
const SILENCE_MS = 30_000;

/** One request and its whole answer, over connections that are kept. */
export const keptConnections = (): Exchange => {
  const agents = {
    "http:": new HttpAgent({ keepAlive: true, maxSockets: MAX_SOCKETS }),
    "https:": new HttpsAgent({ keepAlive: true, maxSockets: MAX_SOCKETS }),
  };
  return ({ protocol, hostname, port, path, method, headers, body }) =>
    new Promise((settle, fail) => {
      const isSafe = protocol === "https:";
      const options = {
        host: hostname,
        port,
        path,
        method,
        headers,
        timeout: SILENCE_MS,
        agent: agents[isSafe ? "https:" : "http:"],
      };
      const asking = (isSafe ? httpsRequest : httpRequest)(options, (answer) => {
        const pieces: Buffer[] = [];
        const { statusCode = -1, headers: told } = answer;
        answer.on("data", (piece: Buffer) => pieces.push(piece));
        answer.on("error", fail);
        answer.on("end", () => {
          const bytes = pieces.length === 1 ? pieces[0] : Buffer.concat(pieces);
          settle(new HttpResponse({ statusCode, headers: flat(told), body: bytes }));
        });
      });
      asking.on("error", fail);
      asking.on("timeout", () => asking.destroy(new Error(`no word for ${SILENCE_MS} ms`)));
      asking.end(body);
    });
};

const flat = (headers: NodeJS.Dict<string | string[]>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
