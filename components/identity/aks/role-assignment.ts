import { RoleAssignment } from "@pulumi/azure-native/authorization";
import * as pulumi from "@pulumi/pulumi";

/** Built-in roles in use and their ids, the same in every tenant (Microsoft Learn, "Azure built-in roles"). */
const ROLES = {
  "Azure Kubernetes Service Cluster User Role": "4abbcc35-e782-43d8-92c5-2d3f1bd2253f",
  "Azure Kubernetes Service RBAC Cluster Admin": "b1ff04bb-8a4e-4dc4-8eb5-8693973ce19b",
  "DNS Zone Contributor": "befefa01-2a29-4197-83a8-272ff33ce314",
  "Key Vault Crypto User": "12338af0-0e69-4776-bea7-57ae8d297424",
  "Managed Identity Operator": "f1a07417-d97a-45cb-824c-7a7467783830",
  "Network Contributor": "4d97b98b-1d4f-4787-a291-c67834d212e7",
  Reader: "acdd72a7-3385-48ef-bd42-f606fba81ae7",
} as const;

export type RoleName = keyof typeof ROLES;

/** Who a role is given to. */
export interface Principal {
  /** Object id in Entra. */
  readonly id: pulumi.Input<string>;
  /** Azure refuses an assignment whose type is not the principal's own, and the SDK's default is `User`. */
  readonly type: pulumi.Input<"ServicePrincipal" | "Group" | "User">;
}

export interface RoleAssignmentArgs {
  readonly subscriptionId: pulumi.Input<string>;
  readonly role: RoleName;
  readonly principal: Principal;
  /** Resource id that the role reaches, with all below it. */
  readonly scope: pulumi.Input<string>;
}

/** Gives `principal` a built-in role on `scope`. */
export function assignRole(
  name: string,
  { subscriptionId, role, principal, scope }: RoleAssignmentArgs,
  options: pulumi.CustomResourceOptions,
): RoleAssignment {
  return new RoleAssignment(
    name,
    {
      principalId: principal.id,
      principalType: principal.type,
      roleDefinitionId: pulumi.interpolate`/subscriptions/${subscriptionId}/providers/Microsoft.Authorization/roleDefinitions/${ROLES[role]}`,
      scope,
    },
    // Azure cannot change the role of an assignment, and the provider does not know that.
    { ...options, replaceOnChanges: ["roleDefinitionId"] },
  );
}
