import { SecurityGroup } from "@pulumi/aws/ec2/securityGroup";
import type { RouteTable } from "@pulumi/aws/ec2/routeTable";
import { VpcEndpoint } from "@pulumi/aws/ec2/vpcEndpoint";
import { SecurityGroupIngressRule } from "@pulumi/aws/vpc/securityGroupIngressRule";
import * as pulumi from "@pulumi/pulumi";
import type { VpcContext } from "./routes";

/**
 * What nodes and the platform's pods call: image pulls, tokens, logs, load balancers and Pod Identity.
 * Source: Amazon EKS user guide, "Deploy private clusters with limited internet access".
 */
const INTERFACE_SERVICES = ["ec2", "ecr.api", "ecr.dkr", "eks-auth", "elasticloadbalancing", "logs", "sts"] as const;

/** The endpoint for S3, where ECR keeps image layers. It costs nothing, so every network has it. */
export function gatewayEndpoint(vpc: VpcContext, region: string, tables: readonly RouteTable[]): VpcEndpoint {
  return new VpcEndpoint(
    `${vpc.name}-s3`,
    {
      vpcId: vpc.vpcId,
      vpcEndpointType: "Gateway",
      serviceName: `com.amazonaws.${region}.s3`,
      routeTableIds: tables.map(({ id }) => id),
      tags: { Name: `${vpc.name}-s3` },
    },
    { parent: vpc.parent },
  );
}

export interface InterfaceEndpointsArgs {
  readonly vpcId: pulumi.Input<string>;
  readonly region: string;
  /** Range of the VPC, which may call the endpoints. */
  readonly cidr: string;
  readonly subnetIds: readonly pulumi.Output<string>[];
}

/** Interface endpoints of the services that a cluster calls, reachable from the VPC only. */
export class InterfaceEndpoints extends pulumi.ComponentResource {
  constructor(name: string, args: InterfaceEndpointsArgs, options: pulumi.ComponentResourceOptions) {
    super("kiban:network:InterfaceEndpoints", name, {}, options);
    const own = { parent: this };
    const group = new SecurityGroup(
      `${name}-endpoints`,
      {
        vpcId: args.vpcId,
        description: "HTTPS from the VPC to its AWS endpoints",
        tags: { Name: `${name}-endpoints` },
      },
      own,
    );
    new SecurityGroupIngressRule(
      `${name}-endpoints`,
      { securityGroupId: group.id, cidrIpv4: args.cidr, ipProtocol: "tcp", fromPort: 443, toPort: 443 },
      own,
    );
    for (const service of INTERFACE_SERVICES) {
      const endpoint = `${name}-${service.replace(".", "-")}`;
      new VpcEndpoint(
        endpoint,
        {
          vpcId: args.vpcId,
          vpcEndpointType: "Interface",
          serviceName: `com.amazonaws.${args.region}.${service}`,
          privateDnsEnabled: true,
          subnetIds: [...args.subnetIds],
          securityGroupIds: [group.id],
          tags: { Name: endpoint },
        },
        own,
      );
    }
    this.registerOutputs();
  }
}
