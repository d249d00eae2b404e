import { CfnOutput, Duration, RemovalPolicy, Stack, Validations } from "aws-cdk-lib";
import { AccessLogFormat } from "aws-cdk-lib/aws-apigateway";
import {
  DomainName,
  type HttpApi,
  HttpMethod,
  HttpRoute,
  HttpRouteKey,
  HttpStage,
  LogGroupLogDestination,
} from "aws-cdk-lib/aws-apigatewayv2";
import { HttpLambdaIntegration } from "aws-cdk-lib/aws-apigatewayv2-integrations";
import { Certificate } from "aws-cdk-lib/aws-certificatemanager";
import { type Metric, Stats } from "aws-cdk-lib/aws-cloudwatch";
import { FilterPattern, LogGroup, MetricFilter, RetentionDays } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import type { FunctionName } from "../shared/model/environment.ts";
import type { Settings } from "../shared/model/settings.ts";
import type { Bundles } from "./bundle.ts";
import type { CustomerData } from "./customer-data.ts";
import type { Files } from "./files.ts";
import type { Keys } from "./keys.ts";
import { metricsNamespace, RouseFunction, type RouseFunctionProps } from "./rouse-function.ts";

export type PublicApiProps = {
  /** Without routes and stage: it outlives them, so that its address stays. */
  api: HttpApi;
  bundles: Bundles;
  customerData: CustomerData;
  files: Files;
  keys: Keys;
  receiveWebhook: RouseFunction<"receive-webhook">;
  settings: Settings;
};

/**
 * The one door to the outside: webhooks, unsubscribe links, report links, the brake, counted links. Nobody logs in here, so each function
 * proves for itself who is asking; the stage bounds what a stranger can make it cost.
 */
export class PublicApi extends Construct {
  readonly api: HttpApi;
  readonly stage: HttpStage;
  private readonly throttled: Metric;
  readonly unsubscribe: RouseFunction<"unsubscribe">;
  readonly openReport: RouseFunction<"open-report">;
  readonly holdMail: RouseFunction<"hold-mail">;
  readonly followLink: RouseFunction<"follow-link">;

  constructor(scope: Construct, id: string, props: PublicApiProps) {
    super(scope, id);
    this.api = props.api;
    const logs = new LogGroup(this, "AccessLogs", {
      retention: RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const domainName = this.ownDomain(props.settings.links);
    this.stage = this.defaultStage(logs, domainName);
    this.throttled = new MetricFilter(this, "Throttled", {
      logGroup: logs,
      filterPattern: FilterPattern.stringValue("$.status", "=", "429"),
      metricNamespace: metricsNamespace(this),
      metricName: "RequestsThrottled",
    }).metric({ statistic: Stats.SUM, period: Duration.minutes(5) });
    this.unsubscribe = this.unsubscriber(props);
    this.openReport = this.reportOpener(props);
    this.holdMail = this.mailHolder(props);
    this.followLink = this.linkFollower(props);
    const signed =
      "The handler verifies the source's signature before anything else, also of a shop that registers by GET.";
    const token = "The path is a token signed by this deployment; a mail's reader has no login.";
    this.route("/webhooks/{source}", [HttpMethod.POST, HttpMethod.GET], props.receiveWebhook, signed);
    // Greedy, and once more without: a link that was cut to `/u/` or `/u` is told so by our page and not by the API's bare 404.
    for (const path of ["/u", "/u/{token+}"]) {
      this.route(path, [HttpMethod.GET, HttpMethod.HEAD, HttpMethod.POST], this.unsubscribe, token);
    }
    for (const path of ["/r", "/r/{path+}"]) this.route(path, [HttpMethod.GET], this.openReport, token);
    for (const path of ["/h", "/h/{token+}"]) {
      this.route(path, [HttpMethod.GET, HttpMethod.HEAD, HttpMethod.POST], this.holdMail, token);
    }
    // Also where clicks are not counted any more: links of mail that was sent go on leading somewhere.
    for (const path of ["/c", "/c/{token+}"]) {
      this.route(path, [HttpMethod.GET, HttpMethod.HEAD], this.followLink, token);
    }
  }

  /** Base of the API, without a trailing slash. */
  get url(): string {
    return this.api.apiEndpoint;
  }

  /** Requests turned away because too many came at once: they reach no function, so only the access log tells of them. */
  metricThrottled(): Metric {
    return this.throttled;
  }

  /** The log names the route and never the path: a path holds a token. No address of a caller either. */
  private defaultStage(logs: LogGroup, domainName: DomainName | undefined) {
    return new HttpStage(this, "Stage", {
      httpApi: this.api,
      autoDeploy: true,
      ...(domainName && { domainMapping: { domainName } }),
      // A sale, or a change of every product at once, sends hundreds a second, and WooCommerce sends none of them again.
      // A stranger who kept this up for a day would cost some hundred dollars; the alarm on throttled requests tells of them.
      throttle: { rateLimit: 500, burstLimit: 1000 },
      accessLogSettings: {
        destination: new LogGroupLogDestination(logs),
        format: AccessLogFormat.custom(
          JSON.stringify({
            requestId: "$context.requestId",
            at: "$context.requestTime",
            route: "$context.routeKey",
            status: "$context.status",
            latencyMs: "$context.responseLatency",
            bytes: "$context.responseLength",
            error: "$context.integrationErrorMessage",
          }),
        ),
      },
    });
  }

  /** The shop's own address, where the API is to answer there itself. */
  private ownDomain(links: Settings["links"]): DomainName | undefined {
    if (links?.certificateArn === undefined) return undefined;
    const host = new URL(links.publicUrl).hostname;
    const domain = new DomainName(this, "Domain", {
      domainName: host,
      certificate: Certificate.fromCertificateArn(this, "Certificate", links.certificateArn),
    });
    new CfnOutput(Stack.of(this), "PublicUrlRecord", {
      value: `${host} CNAME ${domain.regionalDomainName}`,
      description: "Enter this record in your DNS: links in mail lead to the API by it",
    });
    return domain;
  }

  private route(path: string, methods: HttpMethod[], fn: RouseFunction<FunctionName>, reason: string) {
    const integration = new HttpLambdaIntegration(`${fn.home.node.id}Integration`, fn);
    for (const method of methods) {
      const routeKey = HttpRouteKey.with(path, method);
      const route = new HttpRoute(this, routeKey.key, { httpApi: this.api, routeKey, integration });
      Validations.of(route).acknowledge({ id: "AwsSolutions-APIG4", reason });
    }
  }

  private unsubscriber(props: PublicApiProps) {
    const unsubscribe = this.behindLink("unsubscribe", props, {
      description: "GET asks or says that it is done, POST suppresses the address behind the token",
      environment: { SUPPRESSIONS_TABLE: props.customerData.suppressions.tableName, ...keysOf(props) },
    });
    props.customerData.grantSuppress(unsubscribe);
    props.customerData.grantReadSuppressions(unsubscribe);
    return unsubscribe;
  }

  private reportOpener(props: PublicApiProps) {
    const openReport = this.behindLink("open-report", props, {
      description: "Shows a night's report to whoever holds a link that has not expired",
      environment: { MARKETING_BUCKET: props.files.marketing.bucketName, ...keysOf(props) },
    });
    props.files.grantReadPublished(openReport);
    return openReport;
  }

  private mailHolder(props: PublicApiProps) {
    const holdMail = this.behindLink("hold-mail", props, {
      description: "GET asks, POST holds all mail, for whoever holds a link that has not expired",
      environment: { DATA_BUCKET: props.files.data.bucketName, ...keysOf(props) },
    });
    props.files.grantHold(holdMail);
    return holdMail;
  }

  private linkFollower(props: PublicApiProps) {
    const followLink = this.behindLink("follow-link", props, {
      description: "Leads on to where a link of a mail leads, and counts the mail as clicked in",
      environment: { MESSAGES_TABLE: props.customerData.messages.tableName, ...keysOf(props) },
    });
    props.customerData.grantNoteClicks(followLink);
    return followLink;
  }

  /** What answers a signed link: quick and small, and it may read the keys that links are signed with. */
  private behindLink<F extends FunctionName>(
    name: F,
    { bundles, keys }: PublicApiProps,
    what: Pick<RouseFunctionProps<F>, "description" | "environment">,
  ): RouseFunction<F> {
    const fn = new RouseFunction(this, name, { bundles, ...what, memoryMiB: 512, timeout: Duration.seconds(10) });
    keys.grantRead(fn);
    return fn;
  }
}

const keysOf = ({ keys }: PublicApiProps) => ({ KEYS_SECRET_ARN: keys.secret.secretArn });
