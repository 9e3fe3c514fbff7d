import { SecurityGroup } from "@pulumi/aws/ec2/securityGroup";
import { SecurityGroupRule, type SecurityGroupRuleArgs } from "@pulumi/aws/ec2/securityGroupRule";
import type { Cluster } from "@pulumi/aws/eks/cluster";
import * as pulumi from "@pulumi/pulumi";
import type { ClusterOptions } from "./cluster-options";

/** The group of the nodes and its way to the control plane. */
export interface NodeSecurityGroup {
  readonly group: SecurityGroup;
  readonly clusterIngress: SecurityGroupRule;
}

/** The group of the control plane, open to the internet outwards. */
export function clusterSecurityGroup(name: string, options: ClusterOptions, parent: pulumi.Resource): SecurityGroup {
  const group = new SecurityGroup(
    `${name}-eksClusterSecurityGroup`,
    {
      vpcId: options.vpcId,
      revokeRulesOnDelete: true,
      tags: pulumi
        .all([options.tags, options["clusterSecurityGroupTags"]])
        .apply(([tags, own]) => ({ Name: `${name}-eksClusterSecurityGroup`, ...own, ...tags })),
    },
    { parent },
  );
  new SecurityGroupRule(`${name}-eksClusterInternetEgressRule`, internetEgress(group), { parent });
  return group;
}

/** The group of the nodes, and the rule that lets them reach the control plane. */
export function nodeSecurityGroup(
  name: string,
  options: ClusterOptions,
  cluster: Cluster,
  control: SecurityGroup,
  parent: pulumi.Resource,
): NodeSecurityGroup {
  const group = new SecurityGroup(
    `${name}-nodeSecurityGroup`,
    {
      vpcId: options.vpcId,
      revokeRulesOnDelete: true,
      tags: pulumi
        .all([options["nodeSecurityGroupTags"], options.tags, cluster.name])
        .apply(([own, tags, clusterName]) => ({
          Name: `${name}-nodeSecurityGroup`,
          [`kubernetes.io/cluster/${clusterName}`]: "owned",
          ...own,
          ...tags,
        })),
    },
    { parent },
  );
  const rule = (suffix: string, args: SecurityGroupRuleArgs): SecurityGroupRule =>
    new SecurityGroupRule(`${name}-${suffix}`, args, { parent });
  rule("eksNodeIngressRule", {
    description: "Allow nodes to communicate with each other",
    type: "ingress",
    fromPort: 0,
    toPort: 0,
    protocol: "-1",
    securityGroupId: group.id,
    self: true,
  });
  rule("eksNodeClusterIngressRule", {
    description: "Allow worker Kubelets and pods to receive communication from the cluster control plane",
    ...tcpFrom(control, group, 1025, 65535),
  });
  rule("eksExtApiServerClusterIngressRule", {
    description:
      "Allow pods running extension API servers on port 443 to receive communication from cluster control plane",
    ...tcpFrom(control, group, 443, 443),
  });
  rule("eksNodeInternetEgressRule", internetEgress(group));
  const clusterIngress = rule("eksClusterIngressRule", {
    description: "Allow pods to communicate with the cluster API Server",
    ...tcpFrom(group, control, 443, 443),
  });
  return { group, clusterIngress };
}

function internetEgress(group: SecurityGroup): SecurityGroupRuleArgs {
  return {
    description: "Allow internet access.",
    type: "egress",
    fromPort: 0,
    toPort: 0,
    protocol: "-1",
    cidrBlocks: ["0.0.0.0/0"],
    securityGroupId: group.id,
  };
}

function tcpFrom(
  source: SecurityGroup,
  target: SecurityGroup,
  fromPort: number,
  toPort: number,
): SecurityGroupRuleArgs {
  return {
    type: "ingress",
    fromPort,
    toPort,
    protocol: "tcp",
    securityGroupId: target.id,
    sourceSecurityGroupId: source.id,
  };
}
