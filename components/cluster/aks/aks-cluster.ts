import { listManagedClusterUserCredentialsOutput, type ManagedCluster } from "@pulumi/azure-native/containerservice";
import { Provider as KubernetesProvider } from "@pulumi/kubernetes/provider";
import * as pulumi from "@pulumi/pulumi";
import type { CloudClusterConfig, StackConfig } from "../../../stacks/config";
import { administrators } from "../../identity/aks/administrators";
import { ClusterIdentity } from "../../identity/aks/cluster-identity";
import type { Network } from "../../network/aks/network";
import { zoneNames } from "../../network/aks/zones";
import type { AzureContext } from "./context";
import { controlPlaneLogs, controlPlaneWorkspace } from "./control-plane-logs";
import { kubeloginKubeconfig } from "./kubeconfig";
import { maintenanceWindows } from "./maintenance";
import { managedCluster } from "./managed-cluster";
import { agentPool } from "./node-pools";
import { SecretsKey } from "./secrets-key";

export interface AksClusterArgs {
  readonly azure: AzureContext;
  readonly config: StackConfig;
  readonly cluster: CloudClusterConfig;
  readonly nodes: Network;
  /** Name of the key vault, unique in Azure. */
  readonly vaultName: pulumi.Input<string>;
}

/** Control plane, node pools, their key, logs and administrators. */
export class AksCluster extends pulumi.ComponentResource {
  readonly clusterName: pulumi.Output<string>;
  readonly endpoint: pulumi.Output<string>;
  /** Secret. */
  readonly kubeconfig: pulumi.Output<string>;
  /** Issuer of ServiceAccount tokens. */
  readonly issuerUrl: pulumi.Output<string>;
  readonly kubernetes: KubernetesProvider;
  readonly ready: readonly pulumi.Resource[];

  constructor(
    private readonly name: string,
    private readonly args: AksClusterArgs,
    options: pulumi.ComponentResourceOptions,
  ) {
    super("kiban:cluster:AksCluster", name, {}, options);
    const { azure, config, cluster: settings } = args;
    const { protect, logRetentionDays } = config.availability;
    const own = { parent: this };
    const admins = administrators(name, { azure, adminGroups: settings.adminGroups }, own);
    const workspace = controlPlaneWorkspace(name, { azure, retentionDays: logRetentionDays, protect }, own);
    const cluster = this.cluster(workspace.id, admins);
    const pools = this.pools(cluster);
    const { name: clusterName } = cluster;
    const { resourceGroupName } = azure;
    maintenanceWindows(name, { clusterName, resourceGroupName }, own);
    const logs = controlPlaneLogs(name, { clusterId: cluster.id, workspaceId: workspace.id, mode: settings.mode }, own);
    this.clusterName = clusterName;
    // A preview knows that the issuer is enabled before Azure has named it: the id makes it wait.
    this.issuerUrl = pulumi.all([cluster.oidcIssuerProfile, cluster.id]).apply(([profile]) => profile?.issuerURL ?? "");
    this.kubeconfig = this.userKubeconfig(cluster);
    const host = settings.endpoint.public ? cluster.fqdn : cluster.privateFQDN;
    this.endpoint = pulumi.interpolate`https://${host}:443`;
    this.kubernetes = new KubernetesProvider(
      name,
      // Without an identifier, a changed kubeconfig would replace the provider and all that it made.
      { kubeconfig: this.kubeconfig, clusterIdentifier: cluster.id },
      own,
    );
    this.ready = [cluster, ...pools, ...admins, logs];
    this.registerOutputs({ clusterName: this.clusterName, endpoint: this.endpoint });
  }

  private cluster(workspaceId: pulumi.Output<string>, admins: readonly pulumi.Resource[]): ManagedCluster {
    const { name, args } = this;
    const { azure, config, cluster, nodes, vaultName } = args;
    const [systemPool] = cluster.nodePools;
    if (systemPool === undefined) throw new Error("AKS needs a system pool: cluster.nodePools is empty");
    const { protect } = config.availability;
    const own = { parent: this };
    const identity = new ClusterIdentity(name, { azure, network: nodes }, own);
    const key = new SecretsKey(name, { azure, vaultName, principal: identity.principal, protect }, own);
    return managedCluster(
      name,
      {
        azure,
        environment: config.environment,
        cluster,
        network: config.network,
        systemPool,
        zones: zoneNames(config.network.zones),
        nodes,
        identity,
        secretsKeyId: key.keyId,
        workspaceId,
      },
      { ...own, protect, dependsOn: [...nodes.ready, ...identity.ready, ...key.ready, ...admins] },
    );
  }

  private pools(cluster: ManagedCluster): readonly pulumi.Resource[] {
    const { azure, config, cluster: settings, nodes } = this.args;
    return settings.nodePools.slice(1).map((pool) =>
      agentPool(
        this.name,
        {
          azure,
          clusterName: cluster.name,
          pool,
          version: settings.version,
          subnetId: nodes.nodeSubnetId,
          zones: zoneNames(config.network.zones),
          mode: settings.mode,
          tags: azure.tags,
        },
        { parent: this, dependsOn: [cluster] },
      ),
    );
  }

  private userKubeconfig(cluster: ManagedCluster): pulumi.Output<string> {
    const listed = listManagedClusterUserCredentialsOutput(
      { resourceGroupName: this.args.azure.resourceGroupName, resourceName: cluster.name, format: "exec" },
      { parent: this },
    );
    return pulumi.secret(
      listed.apply(({ kubeconfigs: [first] }) => {
        if (first === undefined) throw new Error("AKS returned no kubeconfig");
        return kubeloginKubeconfig(first.value);
      }),
    );
  }
}
