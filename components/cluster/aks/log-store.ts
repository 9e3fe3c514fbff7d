import { Cluster, DatabasePrincipalAssignment, ReadWriteDatabase, Script } from "@pulumi/azure-native/kusto";
import * as pulumi from "@pulumi/pulumi";
import type { AzureContext } from "./context";

export interface LogStoreArgs {
  readonly azure: AzureContext;
  /** Name that no other Azure Data Explorer cluster has. */
  readonly clusterName: pulumi.Input<string>;
  /** Days that logs are kept. */
  readonly retentionDays: number;
  /** Two machines with a service level agreement, over `zones`; else one small machine without. */
  readonly available: boolean;
  readonly zones: readonly string[];
  /** Entra groups that read the logs. */
  readonly readers: readonly string[];
  /** Keeps the logs from being deleted. */
  readonly protect: boolean;
}

/** Azure returns the name with the cluster's before it, so the resource's own output does not serve. */
const DATABASE = "kubernetes";

/** Table and mapping that Fluent Bit's records fit (Fluent Bit manual, "Azure Data Explorer"). */
const TABLE = "ContainerLogs";
const MAPPING = "fluent-bit";
const SCHEMA = `.create-merge table ${TABLE} (timestamp: datetime, tag: string, log: dynamic)

.create-or-alter table ${TABLE} ingestion json mapping "${MAPPING}" '[{"column":"timestamp","Properties":{"Path":"$.timestamp"}},{"column":"tag","Properties":{"Path":"$.tag"}},{"column":"log","Properties":{"Path":"$.log"}}]'
`;

/**
 * Where Fluent Bit ships containers' logs: an Azure Data Explorer database. Fluent Bit's outputs for Azure Monitor take
 * a client secret only; this one takes workload identity, so no secret lies in the cluster.
 */
export class LogStore extends pulumi.ComponentResource {
  readonly table = TABLE;
  readonly mapping = MAPPING;
  readonly clusterName: pulumi.Output<string>;
  readonly databaseName = DATABASE;
  /** URL that records are sent to. */
  readonly ingestionUri: pulumi.Output<string>;
  readonly ready: readonly pulumi.Resource[];

  constructor(name: string, args: LogStoreArgs, options: pulumi.ComponentResourceOptions) {
    super("kiban:cluster:AzureLogStore", name, {}, options);
    const { azure, protect, readers } = args;
    const own = { parent: this };
    const { resourceGroupName, location } = azure;
    const cluster = this.createCluster(name, args);
    const database = new ReadWriteDatabase(
      `${name}-logs`,
      {
        databaseName: DATABASE,
        clusterName: cluster.name,
        resourceGroupName,
        location,
        kind: "ReadWrite",
        softDeletePeriod: `P${args.retentionDays}D`,
        hotCachePeriod: `P${Math.min(args.retentionDays, 7)}D`,
        callerRole: "None",
      },
      { ...own, protect },
    );
    const schema = new Script(
      `${name}-log-schema`,
      {
        scriptName: "container-logs",
        clusterName: cluster.name,
        databaseName: DATABASE,
        resourceGroupName,
        scriptContent: SCHEMA,
        continueOnErrors: false,
        principalPermissionsAction: "RemovePermissionOnScriptCompletion",
      },
      { ...own, dependsOn: [database] },
    );
    readers.forEach((principalId) => {
      new DatabasePrincipalAssignment(
        `${name}-logs-reader-${principalId}`,
        {
          principalAssignmentName: `reader-${principalId}`,
          clusterName: cluster.name,
          databaseName: DATABASE,
          resourceGroupName,
          principalId,
          principalType: "Group",
          tenantId: azure.tenantId,
          role: "Viewer",
        },
        { ...own, dependsOn: [schema] },
      );
    });
    this.clusterName = cluster.name;
    this.ingestionUri = cluster.dataIngestionUri;
    this.ready = [schema];
    this.registerOutputs({ uri: cluster.uri });
  }

  private createCluster(name: string, args: LogStoreArgs): Cluster {
    const { azure, available, protect } = args;
    return new Cluster(
      `${name}-logs`,
      {
        clusterName: args.clusterName,
        resourceGroupName: azure.resourceGroupName,
        location: azure.location,
        sku: available
          ? { name: "Standard_E2ads_v5", tier: "Standard", capacity: 2 }
          : { name: "Dev(No SLA)_Standard_E2a_v4", tier: "Basic", capacity: 1 },
        ...(available && { zones: [...args.zones] }),
        enableDiskEncryption: true,
        enablePurge: false,
        enableAutoStop: !available,
        trustedExternalTenants: [],
        tags: azure.tags,
      },
      // Starting a cluster takes Azure 10 to 15 minutes, in busy regions more.
      { parent: this, protect, customTimeouts: { create: "60m" } },
    );
  }
}

/**
 * Fluent Bit's output section for the store. `${...}` are variables that the workload identity webhook sets in the pod,
 * so the section names no identity.
 */
export function kustoOutput(store: LogStore): pulumi.Output<string> {
  return pulumi.interpolate`[OUTPUT]
    Name                        azure_kusto
    Match                       *
    Auth_Type                   workload_identity
    Tenant_Id                   \${AZURE_TENANT_ID}
    Client_Id                   \${AZURE_CLIENT_ID}
    Ingestion_Endpoint          ${store.ingestionUri}
    Database_Name               ${store.databaseName}
    Table_Name                  ${store.table}
    Ingestion_Mapping_Reference ${store.mapping}
    Retry_Limit                 10
`;
}
