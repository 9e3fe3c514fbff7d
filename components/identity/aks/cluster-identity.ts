import { UserAssignedIdentity } from "@pulumi/azure-native/managedidentity";
import * as pulumi from "@pulumi/pulumi";
import type { AzureContext } from "../../cluster/aks/context";
import type { Network } from "../../network/aks/network";
import { assignRole, type Principal } from "./role-assignment";

export interface ClusterIdentityArgs {
  readonly azure: AzureContext;
  readonly network: Network;
}

/**
 * The identities of the control plane and of the nodes. The control plane must have its roles before the cluster is
 * made: the Azure CLI gives them unasked, the API does not.
 */
export class ClusterIdentity extends pulumi.ComponentResource {
  readonly controlPlane: UserAssignedIdentity;
  readonly kubelet: UserAssignedIdentity;
  /** The control plane as one that roles are given to. */
  readonly principal: Principal;
  /** Role assignments that the cluster waits for. */
  readonly ready: readonly pulumi.Resource[];

  constructor(name: string, { azure, network }: ClusterIdentityArgs, options: pulumi.ComponentResourceOptions) {
    super("kiban:identity:AksClusterIdentity", name, {}, options);
    const own = { parent: this };
    const { subscriptionId } = azure;
    this.controlPlane = this.identity(`${name}-control-plane`, azure);
    this.kubelet = this.identity(`${name}-kubelet`, azure);
    this.principal = { id: this.controlPlane.principalId, type: "ServicePrincipal" };
    const { principal } = this;
    const ready = [
      assignRole(
        `${name}-node-subnet`,
        { subscriptionId, role: "Network Contributor", principal, scope: network.nodeSubnetId },
        own,
      ),
      assignRole(
        `${name}-use-kubelet`,
        { subscriptionId, role: "Managed Identity Operator", principal, scope: this.kubelet.id },
        own,
      ),
    ];
    if (network.apiServerSubnetId) {
      const scope = network.apiServerSubnetId;
      ready.push(
        assignRole(`${name}-api-server-subnet`, { subscriptionId, role: "Network Contributor", principal, scope }, own),
      );
    }
    this.ready = ready;
    this.registerOutputs({ principalId: this.controlPlane.principalId });
  }

  private identity(name: string, azure: AzureContext): UserAssignedIdentity {
    const { resourceGroupName, location, tags } = azure;
    return new UserAssignedIdentity(name, { resourceName: name, resourceGroupName, location, tags }, { parent: this });
  }
}
