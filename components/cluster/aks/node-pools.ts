import { createHash } from "node:crypto";
import { AgentPool } from "@pulumi/azure-native/containerservice";
import type { input } from "@pulumi/azure-native/types";
import type * as pulumi from "@pulumi/pulumi";
import type { NodePoolConfig, Taint } from "../../../stacks/config";
import type { AzureContext } from "./context";
import { parseMachineSize } from "./machine-size";

/** Taint and label of spot nodes; a pool that does not list the taint cannot be updated later (AKS docs). */
export const SPOT = { key: "kubernetes.azure.com/scalesetpriority", value: "spot" } as const;

/** Share of a pool's nodes that is added while it rolls, so that no capacity is lost. */
const SURGE = 0.33;

/** Pods a node takes: below the 250 of its /24, and what most add-ons of a node are sized for. */
const MAX_PODS = 110;

/** Longest name of a Linux pool. */
const NAME_LENGTH = 12;
const HASH_LENGTH = 4;

/** Nodes that exist at most while the pool rolls; spot pools do not surge. */
export function mostNodes(pool: NodePoolConfig): number {
  return pool.spot ? pool.max : pool.max + Math.ceil(pool.max * SURGE);
}

export interface NodePoolArgs {
  readonly pool: NodePoolConfig;
  /** Kubernetes minor version, the same as the control plane's. */
  readonly version: string;
  readonly subnetId: pulumi.Input<string>;
  /** Zones of pools that name none. */
  readonly zones: readonly string[];
  /** In mode `auto` pools keep their size: AKS refuses its autoscaler beside node auto-provisioning. */
  readonly mode: "standard" | "auto";
  readonly tags: Readonly<Record<string, string>>;
}

type PoolProperties = Omit<input.containerservice.ManagedClusterAgentPoolProfileArgs, "name">;

/** Writes a taint as `key=value:effect`. */
function formatTaint({ key, value, effect }: Taint): string {
  return `${key}=${value}:${effect}`;
}

/**
 * Properties that the system pool, which is part of the cluster, and all others share.
 *
 * Encryption at the host needs the feature Microsoft.Compute/EncryptionAtHost on the subscription. It is not registered
 * here: all stacks of the subscription share it, and the first that is destroyed would take it from the others.
 */
function poolProperties({ pool, version, subnetId, zones, mode, tags }: NodePoolArgs): PoolProperties {
  const [vmSize] = pool.sizes;
  const autoscaling = mode === "standard";
  // Trusted launch exists on x86 only.
  const trustedLaunch = vmSize === undefined || !parseMachineSize(vmSize)?.arm64;
  const spotTaint = formatTaint({ ...SPOT, effect: "NoSchedule" });
  const taints = pool.taints.map(formatTaint);
  return {
    type: "VirtualMachineScaleSets",
    orchestratorVersion: version,
    osType: "Linux",
    osSKU: "AzureLinux",
    vmSize,
    osDiskType: "Managed",
    osDiskSizeGB: pool.diskSizeGiB,
    count: pool.min,
    enableAutoScaling: autoscaling,
    ...(autoscaling && { minCount: pool.min, maxCount: pool.max }),
    maxPods: MAX_PODS,
    vnetSubnetID: subnetId,
    availabilityZones: [...(pool.zones.length > 0 ? pool.zones : zones)],
    enableNodePublicIP: false,
    enableEncryptionAtHost: true,
    securityProfile: { enableSecureBoot: trustedLaunch, enableVTPM: trustedLaunch },
    nodeLabels: { ...pool.labels, ...(pool.spot && { [SPOT.key]: SPOT.value }) },
    nodeTaints: pool.spot && !taints.includes(spotTaint) ? [...taints, spotTaint] : taints,
    ...(pool.spot
      ? { scaleSetPriority: "Spot", scaleSetEvictionPolicy: "Delete", spotMaxPrice: -1 }
      : {
          upgradeSettings: {
            maxSurge: `${SURGE * 100}%`,
            drainTimeoutInMinutes: 30,
            undrainableNodeBehavior: "Cordon",
          },
        }),
    tags,
  };
}

/** The system pool, as part of the cluster: a list that later gains or loses a pool would be refused. */
export function systemPool(args: NodePoolArgs): input.containerservice.ManagedClusterAgentPoolProfileArgs {
  return { ...poolProperties(args), name: args.pool.name, mode: "System" };
}

/**
 * The pool's name in Azure: the configured one, cut, and a hash of all that Azure cannot change in place. With another
 * name the new pool can be made before the old one goes.
 */
export function agentPoolName(pool: NodePoolConfig, zones: readonly string[]): string {
  const fixed = [
    pool.name,
    pool.sizes[0],
    pool.diskSizeGiB,
    pool.spot,
    pool.zones.length > 0 ? pool.zones : zones,
    MAX_PODS,
  ];
  const digest = createHash("sha256").update(JSON.stringify(fixed)).digest();
  const hash = digest.readUInt32BE().toString(36).padStart(7, "0").slice(-HASH_LENGTH);
  return pool.name.slice(0, NAME_LENGTH - HASH_LENGTH) + hash;
}

/** A pool for workloads. */
export function agentPool(
  name: string,
  args: NodePoolArgs & { readonly azure: AzureContext; readonly clusterName: pulumi.Input<string> },
  options: pulumi.CustomResourceOptions,
): AgentPool {
  const { pool, azure, clusterName, mode } = args;
  return new AgentPool(
    `${name}-${pool.name}`,
    {
      ...poolProperties(args),
      agentPoolName: agentPoolName(pool, args.zones),
      resourceName: clusterName,
      resourceGroupName: azure.resourceGroupName,
      mode: "User",
    },
    {
      ...options,
      deleteBeforeReplace: false,
      // The autoscaler owns the count after the first deployment.
      ignoreChanges: mode === "standard" ? ["count"] : [],
    },
  );
}
