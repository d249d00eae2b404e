import { devNull } from "node:os";
import { expect, it } from "vitest";
import { closeEnvironment } from "../../../cli/system/closed-environment.ts";

it("nothing that leads a program elsewhere outlives the closing of its environment", () => {
  const env: NodeJS.ProcessEnv = {
    PATH: "/bin",
    AWS_PROFILE: "work",
    AWS_SESSION_TOKEN: "t",
    AWS_ENDPOINT_URL: "https://elsewhere.example",
    AWS_ENDPOINT_URL_S3: "https://elsewhere.example",
    AWS_CONFIG_FILE: "/home/me/config",
    AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: "true",
    AWS_CONTAINER_CREDENTIALS_FULL_URI: "http://elsewhere.example",
    HTTPS_PROXY: "http://proxy.example",
    https_proxy: "http://proxy.example",
  };
  closeEnvironment(env, { AWS_ENDPOINT_URL_S3: "http://127.0.0.1:1" });
  expect(env).toEqual({
    PATH: "/bin",
    AWS_ENDPOINT_URL_S3: "http://127.0.0.1:1",
    AWS_ACCESS_KEY_ID: "local",
    AWS_SECRET_ACCESS_KEY: "local",
    AWS_REGION: "us-east-1",
    AWS_DEFAULT_REGION: "us-east-1",
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    AWS_EC2_METADATA_DISABLED: "true",
    NO_PROXY: "127.0.0.1,localhost",
    no_proxy: "127.0.0.1,localhost",
  });
});
