import * as z from "zod";
import { resolve, type Scope } from "../template/intrinsics.ts";
import { resourcesOf, type Template } from "../template/read-template.ts";

/** One route of the HTTP API and the function behind it. */
export type Route = { routeKey: string; method: string; segments: readonly string[]; functionArn: string };
export type RouteMatch = { route: Route; pathParameters: Readonly<Record<string, string>> };

const routeSchema = z.object({ RouteKey: z.string(), Target: z.string().startsWith("integrations/") });
const integrationSchema = z.object({ IntegrationUri: z.string(), PayloadFormatVersion: z.literal("2.0") });

const parseRouteKey = (routeKey: string) => {
  const [method = "", path = ""] = routeKey === "$default" ? ["ANY", "/{proxy+}"] : routeKey.split(" ");
  return { routeKey, method, segments: path.split("/").slice(1) };
};

/** Literal segments win over variables, and those over greedy ones; a named method wins over ANY (API Gateway's order). */
const specificity = ({ method, segments, routeKey }: Omit<Route, "functionArn">) =>
  segments.map((segment) => (segment.endsWith("+}") ? "2" : segment.startsWith("{") ? "1" : "0")).join("") +
  (method === "ANY" ? "1" : "0") +
  (routeKey === "$default" ? "3" : "");

/** The routes of the template's HTTP API, most specific first. */
export const readRoutes = (template: Template, scope: Scope): readonly Route[] => {
  const routes = resourcesOf(template, "AWS::ApiGatewayV2::Route").map(([, { Properties }]) => {
    const { RouteKey, Target } = routeSchema.parse(resolve(Properties, scope));
    const integration = template.resources.get(Target.slice("integrations/".length));
    const { IntegrationUri } = integrationSchema.parse(resolve(integration?.Properties, scope));
    // CDK writes the plain ARN, or API Gateway's longer path around it.
    const functionArn = /arn:[^/]*:lambda:[^/]*:function:[^/]+/.exec(IntegrationUri)?.[0] ?? IntegrationUri;
    return { ...parseRouteKey(RouteKey), functionArn };
  });
  return routes.sort((a, b) => (specificity(a) < specificity(b) ? -1 : 1));
};

const decode = (segment: string) => {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
};

const matchSegments = (pattern: readonly string[], path: readonly string[]) => {
  const found: Record<string, string> = {};
  for (const [index, segment] of pattern.entries()) {
    if (segment.endsWith("+}")) {
      found[segment.slice(1, -2)] = path.slice(index).map(decode).join("/");
      return found;
    }
    const part = path[index];
    if (part === undefined) return undefined;
    if (segment.startsWith("{") && part) found[segment.slice(1, -1)] = decode(part);
    else if (segment !== part) return undefined;
  }
  return path.length === pattern.length ? found : undefined;
};

/** The route for a request, or undefined. `path`: as sent, without its query. */
export const matchRoute = (routes: readonly Route[], method: string, path: string): RouteMatch | undefined => {
  const parts = path.split("/").slice(1);
  for (const route of routes) {
    if (route.method !== "ANY" && route.method !== method) continue;
    const pathParameters = matchSegments(route.segments, parts);
    if (pathParameters) return { route, pathParameters };
  }
  return undefined;
};
