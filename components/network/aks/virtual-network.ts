import { NatGateway, PublicIPAddress, Subnet, VirtualNetwork } from "@pulumi/azure-native/network";
import * as pulumi from "@pulumi/pulumi";
import type { AzureContext } from "../../cluster/aks/context";
import type { Network } from "./network";
import { nodeSecurityGroup } from "./security-group";
import { planSubnets } from "./subnet-plan";

export interface AzureNetworkArgs {
  readonly azure: AzureContext;
  /** IPv4 range of the virtual network, /27 or larger. */
  readonly cidr: string;
  /** IPv4 range of the pods, outside the virtual network. */
  readonly podCidr: string;
}

/** Service that the API server's subnet is delegated to (AKS docs, "API server VNet integration"). */
const DELEGATE = "Microsoft.ContainerService/managedClusters";

/**
 * A virtual network: nodes behind a NAT gateway, the API server in a subnet of its own.
 *
 * There is one NAT gateway whatever `network.nat` says: a subnet takes only one, and the SKU that this API version
 * knows lies in a single zone. Azure chooses that zone.
 *
 * `network.flowLogs` has no effect: flow logs of a virtual network hang from the region's Network Watcher, which belongs
 * to the subscription and not to a stack.
 */
export class AzureNetwork extends pulumi.ComponentResource implements Network {
  readonly nodeSubnetId: pulumi.Output<string>;
  readonly apiServerSubnetId: pulumi.Output<string>;
  readonly egressAddress: pulumi.Output<string>;
  readonly ready: readonly pulumi.Resource[];

  constructor(
    private readonly name: string,
    private readonly args: AzureNetworkArgs,
    options: pulumi.ComponentResourceOptions,
  ) {
    super("kiban:network:AzureNetwork", name, {}, options);
    const { azure, cidr, podCidr } = args;
    const own = { parent: this };
    const plan = planSubnets(cidr);
    const network = new VirtualNetwork(
      `${name}-network`,
      {
        virtualNetworkName: name,
        resourceGroupName: azure.resourceGroupName,
        location: azure.location,
        addressSpace: { addressPrefixes: [cidr] },
        tags: azure.tags,
      },
      // Inline subnets would undo the ones below at each update.
      { ...own, ignoreChanges: ["subnets"] },
    );
    const address = this.publicAddress();
    const nat = this.natGateway(address);
    const group = nodeSecurityGroup(name, { azure, nodeCidr: plan.nodes, podCidr }, own);
    const nodes = this.subnet(network, "nodes", plan.nodes, [], {
      natGateway: { id: nat.id },
      // The NAT gateway is the only way out.
      defaultOutboundAccess: false,
      networkSecurityGroup: { id: group.id },
    });
    const apiServer = this.subnet(
      network,
      "api-server",
      plan.apiServer,
      // Azure changes one subnet of a network at a time.
      [nodes],
      { delegations: [{ name: "aks", serviceName: DELEGATE }] },
    );
    this.nodeSubnetId = nodes.id;
    this.apiServerSubnetId = apiServer.id;
    this.egressAddress = address.ipAddress.apply((value) => value ?? "");
    this.ready = [nodes, apiServer];
    this.registerOutputs({ nodeSubnetId: this.nodeSubnetId, apiServerSubnetId: this.apiServerSubnetId });
  }

  private publicAddress(): PublicIPAddress {
    const { azure } = this.args;
    return new PublicIPAddress(
      `${this.name}-egress`,
      {
        publicIpAddressName: `${this.name}-egress`,
        resourceGroupName: azure.resourceGroupName,
        location: azure.location,
        sku: { name: "Standard" },
        publicIPAllocationMethod: "Static",
        tags: azure.tags,
      },
      { parent: this },
    );
  }

  private natGateway(address: PublicIPAddress): NatGateway {
    const { azure } = this.args;
    return new NatGateway(
      `${this.name}-nat`,
      {
        natGatewayName: this.name,
        resourceGroupName: azure.resourceGroupName,
        location: azure.location,
        sku: { name: "Standard" },
        publicIpAddresses: [{ id: address.id }],
        tags: azure.tags,
      },
      { parent: this },
    );
  }

  private subnet(
    network: VirtualNetwork,
    subnetName: string,
    addressPrefix: string,
    dependsOn: readonly pulumi.Resource[],
    links: Pick<
      ConstructorParameters<typeof Subnet>[1],
      "natGateway" | "networkSecurityGroup" | "delegations" | "defaultOutboundAccess"
    >,
  ): Subnet {
    return new Subnet(
      `${this.name}-${subnetName}`,
      {
        subnetName,
        resourceGroupName: this.args.azure.resourceGroupName,
        virtualNetworkName: network.name,
        addressPrefix,
        ...links,
      },
      { parent: this, dependsOn: [...dependsOn] },
    );
  }
}
