import * as pulumi from "@pulumi/pulumi";
import type { Permission } from "../contract";
import { loadBalancerControllerPolicy } from "./load-balancer-controller-policy";
import type { Statement } from "./policy-document";

/** The stack's own things, which permissions are limited to. */
export interface PermissionScope {
  /** `aws`, `aws-cn` or `aws-us-gov`. */
  readonly partition: pulumi.Input<string>;
  readonly clusterName: string;
  /** Hosted zone id; undefined without a domain. */
  readonly zoneId: pulumi.Output<string> | undefined;
  /** Log group of the containers' logs. */
  readonly logGroupArn: pulumi.Output<string>;
}

/**
 * IAM statements for a permission.
 *
 * @throws Error for a DNS permission in a stack that has no DNS zone.
 */
export function statementsFor(permission: Permission, scope: PermissionScope): readonly Statement[] {
  switch (permission) {
    case "dns-records":
      return dnsRecords(zoneArn(permission, scope));
    case "dns-challenges":
      return dnsChallenges(zoneArn(permission, scope), scope.partition);
    case "logs-write":
      return logsWrite(scope.logGroupArn);
    case "load-balancers":
      return loadBalancerControllerPolicy(scope.clusterName, scope.partition);
  }
}

function zoneArn(permission: Permission, scope: PermissionScope): pulumi.Output<string> {
  if (scope.zoneId === undefined) {
    throw new Error(`permission ${permission} needs a DNS zone: set kiban:domain, or turn the add-on off`);
  }
  return pulumi.interpolate`arn:${scope.partition}:route53:::hostedzone/${scope.zoneId}`;
}

/** Source: ExternalDNS' AWS tutorial; only listing the zones cannot be limited to one. */
function dnsRecords(zone: pulumi.Output<string>): Statement[] {
  return [
    {
      Effect: "Allow",
      Action: ["route53:ChangeResourceRecordSets", "route53:ListResourceRecordSets", "route53:ListTagsForResources"],
      Resource: zone,
    },
    { Effect: "Allow", Action: ["route53:ListHostedZones"], Resource: "*" },
  ];
}

/** TXT records named `_acme-challenge` only. Source: cert-manager's Route 53 page, with the name added. */
function dnsChallenges(zone: pulumi.Output<string>, partition: pulumi.Input<string>): Statement[] {
  return [
    {
      Effect: "Allow",
      Action: ["route53:GetChange"],
      Resource: pulumi.interpolate`arn:${partition}:route53:::change/*`,
    },
    {
      Effect: "Allow",
      Action: ["route53:ChangeResourceRecordSets"],
      Resource: zone,
      Condition: {
        "ForAllValues:StringEquals": { "route53:ChangeResourceRecordSetsRecordTypes": ["TXT"] },
        "ForAllValues:StringLike": { "route53:ChangeResourceRecordSetsNormalizedRecordNames": ["_acme-challenge.*"] },
      },
    },
    { Effect: "Allow", Action: ["route53:ListResourceRecordSets"], Resource: zone },
  ];
}

/** No `CreateLogGroup`: the stack makes the group, with its retention and its key. */
function logsWrite(group: pulumi.Output<string>): Statement[] {
  return [
    {
      Effect: "Allow",
      Action: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
      Resource: [group, pulumi.interpolate`${group}:*`],
    },
  ];
}
