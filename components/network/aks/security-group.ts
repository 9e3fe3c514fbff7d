import { NetworkSecurityGroup } from "@pulumi/azure-native/network";
import type * as pulumi from "@pulumi/pulumi";
import type { AzureContext } from "../../cluster/aks/context";

export interface NodeSecurityGroupArgs {
  readonly azure: AzureContext;
  readonly nodeCidr: string;
  readonly podCidr: string;
}

interface Flow {
  readonly name: string;
  readonly from: string;
  readonly to: string;
}

/**
 * The node subnet's security group. Azure's default rules end with a denial of all that comes from outside the
 * network; pods' addresses lie outside, so AKS asks for the flows between nodes and pods (AKS docs, "Azure CNI Overlay
 * networking"). A load balancer keeps the destination address, hence the gateway's ports are open for any destination:
 * only addresses of a LoadBalancer Service are reachable.
 */
export function nodeSecurityGroup(
  name: string,
  args: NodeSecurityGroupArgs,
  options: pulumi.CustomResourceOptions,
): NetworkSecurityGroup {
  const { azure, nodeCidr, podCidr } = args;
  const flows: readonly Flow[] = [
    { name: "nodes-to-nodes", from: nodeCidr, to: nodeCidr },
    { name: "nodes-to-pods", from: nodeCidr, to: podCidr },
    { name: "pods-to-nodes", from: podCidr, to: nodeCidr },
    { name: "pods-to-pods", from: podCidr, to: podCidr },
  ];
  return new NetworkSecurityGroup(
    `${name}-nodes`,
    {
      networkSecurityGroupName: `${name}-nodes`,
      resourceGroupName: azure.resourceGroupName,
      location: azure.location,
      securityRules: [
        ...flows.map((flow, index) => ({
          ...inbound(flow.name, 200 + index * 10),
          protocol: "*",
          sourceAddressPrefix: flow.from,
          destinationAddressPrefix: flow.to,
          destinationPortRange: "*",
        })),
        {
          ...inbound("gateway", 300),
          protocol: "Tcp",
          sourceAddressPrefix: "Internet",
          destinationAddressPrefix: "*",
          destinationPortRanges: ["80", "443"],
        },
      ],
      tags: azure.tags,
    },
    options,
  );
}

function inbound(
  name: string,
  priority: number,
): { name: string; priority: number; direction: "Inbound"; access: "Allow"; sourcePortRange: "*" } {
  return { name, priority, direction: "Inbound", access: "Allow", sourcePortRange: "*" };
}
