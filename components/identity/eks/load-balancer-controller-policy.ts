import * as pulumi from "@pulumi/pulumi";
import type { Statement } from "./policy-document";

/** The tag that the controller puts on all that it makes; its value is the cluster's name. */
const CLUSTER_TAG = "elbv2.k8s.aws/cluster";

/**
 * What the AWS Load Balancer Controller may do, for Services and Ingresses alike. It has the permissions of the policy
 * that the controller's installation guide publishes (github.com/kubernetes-sigs/aws-load-balancer-controller,
 * docs/install/iam_policy.json, Apache-2.0). Where that policy asks for the cluster tag to be present, this one asks
 * for it to name this cluster, so that two clusters in an account cannot touch each other's load balancers.
 *
 * What AWS cannot limit by tag stays as wide as there: reading, security group rules on the nodes' group, and
 * listeners.
 */
export function loadBalancerControllerPolicy(clusterName: string, partition: pulumi.Input<string>): Statement[] {
  const ofCluster = { [`aws:ResourceTag/${CLUSTER_TAG}`]: clusterName };
  const forCluster = { [`aws:RequestTag/${CLUSTER_TAG}`]: clusterName };
  const keepsTag = { [`aws:RequestTag/${CLUSTER_TAG}`]: "true" };
  const elb = (resources: readonly string[]): pulumi.Output<string>[] =>
    resources.map((resource) => pulumi.interpolate`arn:${partition}:elasticloadbalancing:*:*:${resource}`);
  const securityGroups = pulumi.interpolate`arn:${partition}:ec2:*:*:security-group/*`;
  return [
    {
      Effect: "Allow",
      Action: ["iam:CreateServiceLinkedRole"],
      Resource: "*",
      Condition: { StringEquals: { "iam:AWSServiceName": "elasticloadbalancing.amazonaws.com" } },
    },
    { Effect: "Allow", Action: [...READ, ...INTEGRATIONS], Resource: "*" },
    { Effect: "Allow", Action: SECURITY_GROUP_RULES, Resource: "*" },
    { Effect: "Allow", Action: ["ec2:DeleteSecurityGroup"], Resource: "*", Condition: { StringEquals: ofCluster } },
    {
      Effect: "Allow",
      Action: ["ec2:CreateTags"],
      Resource: securityGroups,
      Condition: { StringEquals: { "ec2:CreateAction": "CreateSecurityGroup", ...forCluster } },
    },
    {
      Effect: "Allow",
      Action: ["ec2:CreateTags", "ec2:DeleteTags"],
      Resource: securityGroups,
      Condition: { Null: keepsTag, StringEquals: ofCluster },
    },
    {
      Effect: "Allow",
      Action: ["elasticloadbalancing:CreateLoadBalancer", "elasticloadbalancing:CreateTargetGroup"],
      Resource: "*",
      Condition: { StringEquals: forCluster },
    },
    {
      Effect: "Allow",
      Action: ["elasticloadbalancing:AddTags"],
      Resource: elb(BALANCERS_AND_TARGETS),
      Condition: {
        StringEquals: {
          "elasticloadbalancing:CreateAction": ["CreateTargetGroup", "CreateLoadBalancer"],
          ...forCluster,
        },
      },
    },
    {
      Effect: "Allow",
      Action: ["elasticloadbalancing:AddTags", "elasticloadbalancing:RemoveTags"],
      Resource: elb(BALANCERS_AND_TARGETS),
      Condition: { Null: keepsTag, StringEquals: ofCluster },
    },
    {
      Effect: "Allow",
      Action: ["elasticloadbalancing:AddTags", "elasticloadbalancing:RemoveTags"],
      Resource: elb(LISTENERS_AND_RULES),
    },
    { Effect: "Allow", Action: CHANGE, Resource: "*", Condition: { StringEquals: ofCluster } },
    { Effect: "Allow", Action: TARGETS, Resource: elb(["targetgroup/*/*"]) },
    { Effect: "Allow", Action: LISTENERS, Resource: "*" },
  ];
}

const BALANCERS_AND_TARGETS = ["targetgroup/*/*", "loadbalancer/net/*/*", "loadbalancer/app/*/*"];
const LISTENERS_AND_RULES = ["net", "app"].flatMap((kind) => [`listener/${kind}/*/*/*`, `listener-rule/${kind}/*/*/*`]);

const READ = [
  ...[
    "AccountAttributes",
    "Addresses",
    "AvailabilityZones",
    "CoipPools",
    "Instances",
    "InternetGateways",
    "IpamPools",
    "NetworkInterfaces",
    "RouteTables",
    "SecurityGroups",
    "Subnets",
    "Tags",
    "VpcPeeringConnections",
    "Vpcs",
  ].map((things) => `ec2:Describe${things}`),
  "ec2:GetCoipPoolUsage",
  "ec2:GetSecurityGroupsForVpc",
  ...[
    "CapacityReservation",
    "ListenerAttributes",
    "ListenerCertificates",
    "Listeners",
    "LoadBalancerAttributes",
    "LoadBalancers",
    "Rules",
    "SSLPolicies",
    "Tags",
    "TargetGroupAttributes",
    "TargetGroups",
    "TargetHealth",
    "TrustStores",
  ].map((things) => `elasticloadbalancing:Describe${things}`),
];

/** Certificates, Cognito, web application firewalls and Shield, which an Ingress may ask for. */
const INTEGRATIONS = [
  "acm:DescribeCertificate",
  "acm:ListCertificates",
  "cognito-idp:DescribeUserPoolClient",
  "iam:GetServerCertificate",
  "iam:ListServerCertificates",
  "shield:CreateProtection",
  "shield:DeleteProtection",
  "shield:DescribeProtection",
  "shield:GetSubscriptionState",
  ...["waf-regional", "wafv2"].flatMap((firewall) =>
    ["AssociateWebACL", "DisassociateWebACL", "GetWebACL", "GetWebACLForResource"].map(
      (action) => `${firewall}:${action}`,
    ),
  ),
];

const SECURITY_GROUP_RULES = [
  "ec2:AuthorizeSecurityGroupIngress",
  "ec2:CreateSecurityGroup",
  "ec2:RevokeSecurityGroupIngress",
];

const CHANGE = [
  "DeleteLoadBalancer",
  "DeleteTargetGroup",
  "ModifyCapacityReservation",
  "ModifyIpPools",
  "ModifyListenerAttributes",
  "ModifyLoadBalancerAttributes",
  "ModifyTargetGroup",
  "ModifyTargetGroupAttributes",
  "SetIpAddressType",
  "SetSecurityGroups",
  "SetSubnets",
].map((action) => `elasticloadbalancing:${action}`);

const TARGETS = ["elasticloadbalancing:DeregisterTargets", "elasticloadbalancing:RegisterTargets"];

const LISTENERS = [
  "AddListenerCertificates",
  "CreateListener",
  "CreateRule",
  "DeleteListener",
  "DeleteRule",
  "ModifyListener",
  "ModifyRule",
  "RemoveListenerCertificates",
  "SetRulePriorities",
  "SetWebAcl",
].map((action) => `elasticloadbalancing:${action}`);
