import { DatabasePrincipalAssignment } from "@pulumi/azure-native/kusto";
import { FederatedIdentityCredential, UserAssignedIdentity } from "@pulumi/azure-native/managedidentity";
import * as pulumi from "@pulumi/pulumi";
import type { AzureContext } from "../../cluster/aks/context";
import type { LogStore } from "../../cluster/aks/log-store";
import type { AzureDnsZone } from "../../network/aks/dns-zone";
import type { Grant, Permission, ServiceAccount } from "../contract";
import { assignRole, type Principal } from "./role-assignment";

/** What permissions of a cluster reach: its own zone and its own logs. */
export interface PermissionScopes {
  readonly azure: AzureContext;
  /** Issuer of the cluster's ServiceAccount tokens, as Azure gives it: Entra compares it letter by letter. */
  readonly issuerUrl: pulumi.Output<string>;
  readonly zone: AzureDnsZone | undefined;
  readonly logs: LogStore | undefined;
}

export interface WorkloadIdentityArgs extends PermissionScopes {
  readonly serviceAccount: ServiceAccount;
  readonly permissions: readonly Permission[];
}

/** Audience of ServiceAccount tokens that Entra exchanges (AKS docs, "Workload identity overview"). */
const AUDIENCE = "api://AzureADTokenExchange";

/** A managed identity that exactly one ServiceAccount may use, without a secret. */
export class WorkloadIdentity extends pulumi.ComponentResource implements Grant {
  readonly identity: pulumi.Output<string>;
  readonly serviceAccountAnnotations: Readonly<Record<string, pulumi.Input<string>>>;
  readonly podLabels = { "azure.workload.identity/use": "true" };
  readonly ready: readonly pulumi.Resource[];
  private readonly principal: Principal;

  constructor(
    private readonly name: string,
    private readonly args: WorkloadIdentityArgs,
    options: pulumi.ComponentResourceOptions,
  ) {
    super("kiban:identity:AzureWorkloadIdentity", name, {}, options);
    const { azure, serviceAccount, permissions } = args;
    const { resourceGroupName, location, tags } = azure;
    const identity = new UserAssignedIdentity(
      name,
      { resourceName: name, resourceGroupName, location, tags },
      { parent: this },
    );
    this.identity = identity.clientId;
    this.principal = { id: identity.principalId, type: "ServicePrincipal" };
    this.serviceAccountAnnotations = { "azure.workload.identity/client-id": identity.clientId };
    const credential = new FederatedIdentityCredential(
      name,
      {
        federatedIdentityCredentialResourceName: "service-account",
        resourceName: identity.name,
        resourceGroupName,
        issuer: args.issuerUrl,
        subject: `system:serviceaccount:${serviceAccount.namespace}:${serviceAccount.name}`,
        audiences: [AUDIENCE],
      },
      { parent: this },
    );
    this.ready = [credential, ...[...new Set(permissions)].flatMap((permission) => this.permit(permission))];
    this.registerOutputs({ clientId: this.identity });
  }

  private permit(permission: Permission): readonly pulumi.Resource[] {
    switch (permission) {
      case "dns-records":
        return [this.changeRecords(permission), this.listZones(permission)];
      case "dns-challenges":
        return [this.changeRecords(permission)];
      case "logs-write":
        return [this.ingest()];
      case "load-balancers":
        throw new Error("AKS makes load balancers itself: no workload needs the permission load-balancers");
    }
  }

  private changeRecords(permission: Permission): pulumi.Resource {
    return assignRole(
      `${this.name}-${permission}`,
      {
        subscriptionId: this.args.azure.subscriptionId,
        role: "DNS Zone Contributor",
        principal: this.principal,
        scope: this.zone().zoneId,
      },
      { parent: this },
    );
  }

  /** ExternalDNS looks for the zone by name in its resource group. */
  private listZones(permission: Permission): pulumi.Resource {
    return assignRole(
      `${this.name}-${permission}-reader`,
      {
        subscriptionId: this.args.azure.subscriptionId,
        role: "Reader",
        principal: this.principal,
        scope: this.zone().resourceGroupId,
      },
      { parent: this },
    );
  }

  private zone(): AzureDnsZone {
    if (this.args.zone) return this.args.zone;
    throw new Error("a permission on DNS records needs a DNS zone: set kiban:domain");
  }

  private ingest(): pulumi.Resource {
    const { azure, logs } = this.args;
    if (!logs) throw new Error("the permission logs-write needs a log store: turn the add-on fluentBit on");
    return new DatabasePrincipalAssignment(
      `${this.name}-logs-write`,
      {
        principalAssignmentName: this.name,
        resourceGroupName: azure.resourceGroupName,
        clusterName: logs.clusterName,
        databaseName: logs.databaseName,
        principalId: this.identity,
        principalType: "App",
        tenantId: azure.tenantId,
        role: "Ingestor",
      },
      // Azure Data Explorer changes one thing of a database at a time.
      { parent: this, dependsOn: [...logs.ready] },
    );
  }
}

/** Gives workloads of a cluster their identities. */
export function workloadIdentities(
  name: string,
  scopes: PermissionScopes,
  options: pulumi.ComponentResourceOptions,
): { grant(serviceAccount: ServiceAccount, permissions: readonly Permission[]): Grant } {
  return {
    grant: (serviceAccount, permissions) =>
      new WorkloadIdentity(
        `${name}-${serviceAccount.namespace}-${serviceAccount.name}`,
        { ...scopes, serviceAccount, permissions },
        options,
      ),
  };
}
