import * as pulumi from "@pulumi/pulumi";
import type { ExistingNetworkConfig } from "../../../stacks/config";
import type { Network } from "./network";

/**
 * A virtual network that is there already, used as it is: the stack changes nothing in it. Its node subnet must have a
 * NAT gateway, since the cluster's outbound type is fixed when it is made.
 */
export function existingNetwork(existing: ExistingNetworkConfig): Network {
  const [nodeSubnetId] = existing.privateSubnets;
  if (nodeSubnetId === undefined) throw new Error("network.existing.privateSubnets must name the nodes' subnet");
  return {
    nodeSubnetId: pulumi.output(nodeSubnetId),
    apiServerSubnetId: existing.apiServerSubnet === undefined ? undefined : pulumi.output(existing.apiServerSubnet),
    egressAddress: undefined,
    ready: [],
  };
}
