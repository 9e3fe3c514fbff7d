import type * as pulumi from "@pulumi/pulumi";
import type { AzureContext } from "../../cluster/aks/context";
import { assignRole, type Principal } from "./role-assignment";

/** Application id of the Azure CLI, the same in every tenant: tokens of people carry it. */
const AZURE_CLI = "04b07795-8ddb-461a-bbee-02f9e1bf7b46";

/**
 * Lets the one who runs the program and the administrators' groups use the cluster: Owner and Contributor have no
 * rights within it. The scope is the stack's resource group and not the cluster, so that Azure has spread the
 * assignments by the time the cluster is there; the group holds this one cluster.
 */
export function administrators(
  name: string,
  { azure, adminGroups }: { readonly azure: AzureContext; readonly adminGroups: readonly string[] },
  options: pulumi.CustomResourceOptions,
): readonly pulumi.Resource[] {
  const deployer: Principal = {
    id: azure.caller.objectId,
    type: azure.caller.clientId.apply((id) => (id === AZURE_CLI ? "User" : "ServicePrincipal")),
  };
  const principals: readonly { readonly key: string; readonly principal: Principal }[] = [
    { key: "deployer", principal: deployer },
    ...adminGroups.map((id) => ({ key: id, principal: { id, type: "Group" as const } })),
  ];
  const { subscriptionId, resourceGroupId: scope } = azure;
  return principals.flatMap(({ key, principal }) => [
    assignRole(
      `${name}-admin-${key}`,
      { subscriptionId, role: "Azure Kubernetes Service RBAC Cluster Admin", principal, scope },
      options,
    ),
    assignRole(
      `${name}-user-${key}`,
      { subscriptionId, role: "Azure Kubernetes Service Cluster User Role", principal, scope },
      options,
    ),
  ]);
}
