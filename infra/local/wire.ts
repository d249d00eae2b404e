import { region } from "./place.ts";

/** A service said no. `code` is the error's short name, such as `ResourceInUseException`. */
export class WireError extends Error {
  readonly code: string;
  readonly status: number;
  constructor(code: string, status: number, message: string) {
    super(message);
    this.name = "WireError";
    this.code = code;
    this.status = status;
  }
}

/** Local engines want the shape of a signature and verify none; so one is made up, and no SDK is loaded to boot. */
const unsigned = (service: string) => {
  const stamp = new Date().toISOString().replaceAll(/[-:]|\.\d+/g, "");
  const scope = `${stamp.slice(0, 8)}/${region}/${service}/aws4_request`;
  return {
    authorization: `AWS4-HMAC-SHA256 Credential=local/${scope}, SignedHeaders=host, Signature=none`,
    "x-amz-date": stamp,
  };
};

/** One call in AWS's JSON 1.0 protocol, such as `callJson(url, "dynamodb", "DynamoDB_20120810.CreateTable", {…})`. */
export const callJson = async (url: string, service: string, target: string, body: unknown, signal?: AbortSignal) => {
  const response = await fetch(url, {
    method: "POST",
    headers: { ...unsigned(service), "content-type": "application/x-amz-json-1.0", "x-amz-target": target },
    body: JSON.stringify(body),
    ...(signal && { signal }),
  });
  const text = await response.text();
  if (response.ok) return JSON.parse(text || "{}") as unknown;
  throw new WireError(/"__type":\s*"(?:[^"]*#)?([^"]+)"/.exec(text)?.[1] ?? "Unknown", response.status, text);
};

/** One call in AWS's query protocol; answers the XML text. */
export const callQuery = async (url: string, service: string, parameters: Readonly<Record<string, string>>) => {
  const response = await fetch(url, {
    method: "POST",
    headers: { ...unsigned(service), "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams(parameters).toString(),
  });
  const text = await response.text();
  if (response.ok) return text;
  throw new WireError(/<Code>([^<]+)<\/Code>/.exec(text)?.[1] ?? "Unknown", response.status, text);
};

/** One S3 call on a path. The caller looks at the status. */
export const callS3 = (url: string, method: string, path: string) =>
  fetch(`${url}/${path}`, { method, headers: unsigned("s3") });
