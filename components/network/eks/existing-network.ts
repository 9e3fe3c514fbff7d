import { getSubnetOutput } from "@pulumi/aws/ec2/getSubnet";
import * as pulumi from "@pulumi/pulumi";
import type { ExistingNetworkConfig } from "../../../stacks/config";
import type { Network } from "./network";
import { inZones } from "./node-subnets";

/** Uses a VPC that is there already, as it is: the stack adds and tags nothing in it. */
export function existingNetwork(existing: ExistingNetworkConfig, options: pulumi.InvokeOutputOptions): Network {
  const isPublic = existing.publicSubnets.length > 0;
  return {
    vpcId: pulumi.output(existing.id),
    controlPlaneSubnetIds: pulumi.output([...existing.privateSubnets]),
    nodeSubnetIds: (zones) =>
      zones.length === 0
        ? pulumi.output([...existing.privateSubnets])
        : inZones(
            existing.privateSubnets.map((id) => ({
              id: pulumi.output(id),
              zone: getSubnetOutput({ id }, options).apply(({ availabilityZone }) => availabilityZone),
            })),
            zones,
          ),
    loadBalancerScheme: isPublic ? "internet-facing" : "internal",
    loadBalancerSubnetIds: isPublic ? existing.publicSubnets : existing.privateSubnets,
    ready: [],
  };
}
