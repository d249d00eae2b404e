import { RemovalPolicy } from "aws-cdk-lib";
import { type Attribute, AttributeType, BillingMode, Table, type TableProps } from "aws-cdk-lib/aws-dynamodb";
import type { IGrantable } from "aws-cdk-lib/aws-iam";
import { Construct } from "constructs";

const text = (name: string): Attribute => ({ name, type: AttributeType.STRING });

const reading = ["dynamodb:GetItem", "dynamodb:BatchGetItem"];
const writing = ["dynamodb:PutItem", "dynamodb:UpdateItem"];

/**
 * The five tables of design 3.2: on demand, restorable to any second of the last 35 days,
 * kept when the stack goes and protected from deletion. No index: every read is by key or a whole scan.
 */
export class CustomerData extends Construct {
  readonly customers = this.table("Customers", { partitionKey: text("customerId") });
  readonly orders = this.table("Orders", { partitionKey: text("customerId"), sortKey: text("orderKey") });
  readonly identities = this.table("Identities", {
    partitionKey: text("identity"),
    timeToLiveAttribute: "expiresAt",
  });
  readonly messages = this.table("Messages", {
    partitionKey: text("emailKey"),
    sortKey: text("messageKey"),
    timeToLiveAttribute: "expiresAt",
  });
  readonly suppressions = this.table("Suppressions", { partitionKey: text("emailKey") });

  /** Names of all five, as the environment contract calls them. */
  get environment() {
    return {
      CUSTOMERS_TABLE: this.customers.tableName,
      ORDERS_TABLE: this.orders.tableName,
      IDENTITIES_TABLE: this.identities.tableName,
      MESSAGES_TABLE: this.messages.tableName,
      SUPPRESSIONS_TABLE: this.suppressions.tableName,
    };
  }

  /** Record orders and merge customers; export and erase them, which for a whole shop means to go through all of them. */
  grantRecord(grantee: IGrantable) {
    this.customers.grant(grantee, ...reading, "dynamodb:PutItem", "dynamodb:DeleteItem", "dynamodb:Scan");
    this.orders.grant(grantee, ...reading, "dynamodb:Query", "dynamodb:PutItem", "dynamodb:DeleteItem");
    this.identities.grant(grantee, ...reading, ...writing, "dynamodb:DeleteItem");
    this.messages.grant(grantee, "dynamodb:Query", "dynamodb:DeleteItem");
    this.suppressions.grant(grantee, ...reading, "dynamodb:UpdateItem");
  }

  /** Read all customers, or count a part of them; nothing about their mail. */
  grantScan(grantee: IGrantable) {
    this.customers.grant(grantee, "dynamodb:Scan");
  }

  /** Read what the gates ask; claim messages, settle them, and give back a claim that nothing came of. */
  grantNotify(grantee: IGrantable) {
    this.customers.grant(grantee, ...reading);
    this.messages.grant(grantee, "dynamodb:GetItem", "dynamodb:Query", ...writing, "dynamodb:DeleteItem");
    this.suppressions.grant(grantee, ...reading);
  }

  /** Read what was written to customers. */
  grantReadLedger(grantee: IGrantable) {
    this.customers.grant(grantee, ...reading);
    this.messages.grant(grantee, "dynamodb:Query");
  }

  /** Settle messages by what the mail service says of them. */
  grantSettle(grantee: IGrantable) {
    this.messages.grant(grantee, "dynamodb:UpdateItem");
  }

  /** Know whether an address is never to be mailed. */
  grantReadSuppressions(grantee: IGrantable) {
    this.suppressions.grant(grantee, ...reading);
  }

  /** Never mail an address again. */
  grantSuppress(grantee: IGrantable) {
    this.suppressions.grant(grantee, "dynamodb:UpdateItem");
  }

  private table(id: string, keys: Pick<TableProps, "partitionKey" | "sortKey" | "timeToLiveAttribute">) {
    return new Table(this, id, {
      ...keys,
      billingMode: BillingMode.PAY_PER_REQUEST,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
  }
}
