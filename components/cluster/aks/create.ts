import { getClientConfigOutput } from "@pulumi/azure-native/authorization";
import { Provider } from "@pulumi/azure-native/provider";
import { ResourceGroup } from "@pulumi/azure-native/resources";
import * as pulumi from "@pulumi/pulumi";
import { RandomString, Provider as RandomProvider } from "@pulumi/random";
import type { CloudClusterConfig, StackConfig } from "../../../stacks/config";
import { workloadIdentities } from "../../identity/aks/workload-identity";
import { AzureDnsZone } from "../../network/aks/dns-zone";
import { existingNetwork } from "../../network/aks/existing-network";
import { standardLoadBalancer } from "../../network/aks/load-balancer";
import type { Network } from "../../network/aks/network";
import { AzureNetwork } from "../../network/aks/virtual-network";
import { zoneNames } from "../../network/aks/zones";
import type { Target } from "../contract";
import { AksCluster } from "./aks-cluster";
import { chartValues } from "./chart-values";
import type { AzureContext } from "./context";
import { LogStore } from "./log-store";
import { logStoreName, vaultName } from "./names";

/** The class that AKS brings for premium disks, which Azure encrypts at rest. AKS undoes changes to its own classes. */
const STORAGE_CLASS = "managed-csi-premium";

/** Makes network, cluster, nodes, identities, log store and zone. */
export function createTarget(config: StackConfig, parent: pulumi.Resource): Target {
  const cluster = config.cluster;
  if (cluster.provider !== "aks") throw new Error(`the AKS target cannot make a cluster for ${cluster.provider}`);
  const { name } = cluster;
  const provider = new Provider(
    name,
    { location: cluster.region, ...(cluster.account !== undefined && { subscriptionId: cluster.account }) },
    { parent },
  );
  const options = { parent, providers: [provider] };
  const azure = azureContext(config, cluster, { parent, provider });
  const suffix = uniqueSuffix(name, parent);

  const nodes = network(config, azure, options);
  const aks = new AksCluster(
    name,
    { azure, config, cluster, nodes, vaultName: suffix.apply((value) => vaultName(name, value)) },
    options,
  );
  const zone = config.dns && dnsZone(config, config.dns, azure, options);
  const logs = config.addons.fluentBit.enabled
    ? logStore(
        config,
        cluster,
        azure,
        suffix.apply((value) => logStoreName(name, value)),
        options,
      )
    : undefined;

  return {
    cluster: aks,
    kubernetes: aks.kubernetes,
    ready: aks.ready,
    clusterName: aks.clusterName,
    endpoint: aks.endpoint,
    kubeconfig: aks.kubeconfig,
    connect: pulumi.interpolate`az aks get-credentials --subscription ${azure.subscriptionId} --resource-group ${azure.resourceGroupName} --name ${aks.clusterName} && kubelogin convert-kubeconfig --login azurecli`,
    loadBalancer: standardLoadBalancer,
    storage: { className: STORAGE_CLASS, ready: [] },
    dns: zone,
    identity: workloadIdentities(name, { azure, issuerUrl: aks.issuerUrl, zone, logs }, options),
    providesMetricsServer: true,
    needsLoadBalancerController: false,
    allowsHostAccess: true,
    chartValues: chartValues(azure, zone, logs),
  };
}

function azureContext(
  config: StackConfig,
  cluster: CloudClusterConfig,
  options: pulumi.CustomResourceOptions & pulumi.InvokeOutputOptions,
): AzureContext {
  const { tags } = config;
  const group = new ResourceGroup(
    cluster.name,
    { resourceGroupName: cluster.name, location: cluster.region, tags },
    // Deleting the group deletes all that is in it.
    { ...options, protect: config.availability.protect },
  );
  const caller = getClientConfigOutput(options);
  return {
    location: cluster.region,
    resourceGroupName: group.name,
    resourceGroupId: group.id,
    subscriptionId: cluster.account === undefined ? caller.subscriptionId : pulumi.output(cluster.account),
    tenantId: caller.tenantId,
    caller: { objectId: caller.objectId, clientId: caller.clientId },
    tags,
  };
}

/** A suffix for names that are unique in all of Azure; it lives as long as the stack. */
function uniqueSuffix(name: string, parent: pulumi.Resource): pulumi.Output<string> {
  const provider = new RandomProvider(`${name}-random`, {}, { parent });
  return new RandomString(`${name}-suffix`, { length: 8, special: false, upper: false }, { parent, provider }).result;
}

function network(config: StackConfig, azure: AzureContext, options: pulumi.ComponentResourceOptions): Network {
  const { cidr, podCidr, existing } = config.network;
  return existing
    ? existingNetwork(existing)
    : new AzureNetwork(config.cluster.name, { azure, cidr, podCidr }, options);
}

function dnsZone(
  config: StackConfig,
  dns: NonNullable<StackConfig["dns"]>,
  azure: AzureContext,
  options: pulumi.ComponentResourceOptions,
): AzureDnsZone {
  return new AzureDnsZone(config.cluster.name, { ...dns, azure, protect: config.availability.protect }, options);
}

function logStore(
  config: StackConfig,
  cluster: CloudClusterConfig,
  azure: AzureContext,
  clusterName: pulumi.Output<string>,
  options: pulumi.ComponentResourceOptions,
): LogStore {
  return new LogStore(
    cluster.name,
    {
      azure,
      clusterName,
      retentionDays: config.addons.fluentBit.retentionDays,
      available: config.environment !== "dev",
      zones: zoneNames(config.network.zones),
      readers: cluster.adminGroups,
      protect: config.availability.protect,
    },
    options,
  );
}
