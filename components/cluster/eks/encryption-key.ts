import { Alias } from "@pulumi/aws/kms/alias";
import { Key } from "@pulumi/aws/kms/key";
import * as pulumi from "@pulumi/pulumi";
import { policyDocument, type Statement } from "../../identity/eks/policy-document";
import type { Account } from "./account";
import { logGroupPrefix } from "./log-groups";

export interface EncryptionKeyArgs {
  readonly account: Account;
  readonly region: string;
  /** True where EC2 Auto Scaling starts nodes, whose disks the key encrypts. */
  readonly encryptsNodeDisks: boolean;
  readonly protect: boolean;
}

/** The stack's KMS key, for Kubernetes Secrets, disks and log groups. A cluster can never change its key. */
export class EncryptionKey extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;

  constructor(name: string, args: EncryptionKeyArgs, options: pulumi.ComponentResourceOptions) {
    super("kiban:cluster:EncryptionKey", name, {}, options);
    const key = new Key(
      `${name}-key`,
      {
        description: `Secrets, disks and logs of the EKS cluster ${name}`,
        enableKeyRotation: true,
        deletionWindowInDays: 30,
        policy: policyDocument([
          accountOwnsKey(args.account),
          logsUseKey(name, args),
          ...(args.encryptsNodeDisks ? autoScalingUsesKey(args.account) : []),
        ]),
      },
      { parent: this, protect: args.protect },
    );
    new Alias(`${name}-key`, { name: `alias/${name}`, targetKeyId: key.keyId }, { parent: this });
    this.arn = key.arn;
    this.registerOutputs({ arn: this.arn });
  }
}

/** Leaves the rest to IAM policies; without this statement nobody could manage the key. */
function accountOwnsKey(account: Account): Statement {
  return {
    Sid: "Account",
    Effect: "Allow",
    Principal: { AWS: pulumi.interpolate`arn:${account.partition}:iam::${account.id}:root` },
    Action: ["kms:*"],
    Resource: "*",
  };
}

/** Only for the cluster's own log groups. Source: Amazon CloudWatch Logs user guide, "Encrypt log data". */
function logsUseKey(name: string, { account, region }: EncryptionKeyArgs): Statement {
  return {
    Sid: "Logs",
    Effect: "Allow",
    Principal: { Service: `logs.${region}.amazonaws.com` },
    Action: ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"],
    Resource: "*",
    Condition: {
      ArnLike: {
        "kms:EncryptionContext:aws:logs:arn": pulumi.interpolate`arn:${account.partition}:logs:${region}:${account.id}:log-group:${logGroupPrefix(name)}*`,
      },
    },
  };
}

/**
 * EC2 Auto Scaling starts the nodes with its service-linked role, which must be named in the key's policy. It is named
 * in a condition, since a principal that does not exist yet, as in a new account, makes KMS refuse the whole policy.
 * Source: Amazon EC2 Auto Scaling user guide, "Required AWS KMS key policy for use with encrypted volumes".
 */
function autoScalingUsesKey(account: Account): Statement[] {
  const role = pulumi.interpolate`arn:${account.partition}:iam::${account.id}:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling`;
  const allow = { Effect: "Allow", Principal: { AWS: "*" }, Resource: "*" } as const;
  const isAutoScaling = { StringEquals: { "aws:PrincipalArn": role, "kms:CallerAccount": account.id } };
  return [
    {
      ...allow,
      Sid: "NodeDisks",
      Action: ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"],
      Condition: isAutoScaling,
    },
    {
      ...allow,
      Sid: "NodeDiskGrants",
      Action: ["kms:CreateGrant"],
      Condition: { ...isAutoScaling, Bool: { "kms:GrantIsForAWSResource": "true" } },
    },
  ];
}
