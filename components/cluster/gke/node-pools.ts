import { type Cluster, NodePool, type NodePoolArgs } from "@pulumi/gcp/container";
import * as pulumi from "@pulumi/pulumi";
import type { NodePoolConfig, TaintEffect } from "../../../stacks/config";
import { nodeTag, shortName } from "./names";

/** The nodes' scope; what they may do is decided by their service account's roles. */
export const CLOUD_PLATFORM_SCOPE = "https://www.googleapis.com/auth/cloud-platform";
/** GKE's longest pool name is 40, of which Pulumi's generated ending takes eight. */
const MOST = 32;

const TAINT_EFFECTS: Readonly<Record<TaintEffect, string>> = {
  NoSchedule: "NO_SCHEDULE",
  PreferNoSchedule: "PREFER_NO_SCHEDULE",
  NoExecute: "NO_EXECUTE",
};

export interface NodePoolParts {
  readonly clusterName: string;
  readonly cluster: Cluster;
  readonly project: pulumi.Input<string>;
  readonly region: string;
  readonly serviceAccount: pulumi.Input<string>;
  readonly disksKey: pulumi.Input<string>;
  /** Zones that a pool without zones of its own spreads over. */
  readonly zoneCount: number;
  /** Labels of the nodes' virtual machines and disks. */
  readonly resourceLabels: Readonly<Record<string, string>>;
}

/**
 * A node pool. Its name in the cloud is generated, so that a change that replaces it makes the new pool before the
 * old one is drained; an `initialNodeCount` that drifted is ignored, since it would replace the pool as well.
 */
export function nodePool(pool: NodePoolConfig, parts: NodePoolParts, opts: pulumi.CustomResourceOptions): NodePool {
  return new NodePool(shortName(`${parts.clusterName}-${pool.name}`, MOST), nodePoolArgs(pool, parts), {
    ...opts,
    ignoreChanges: ["initialNodeCount"],
  });
}

function nodePoolArgs(pool: NodePoolConfig, parts: NodePoolParts): NodePoolArgs {
  const zones = pool.zones.length > 0 ? pool.zones.length : parts.zoneCount;
  return {
    cluster: parts.cluster.name,
    project: parts.project,
    location: parts.region,
    nodeLocations: pool.zones.length > 0 ? [...pool.zones] : undefined,
    // Of each zone; the autoscaler makes the rest.
    initialNodeCount: Math.min(Math.ceil(pool.min / zones), Math.floor(pool.max / zones)),
    autoscaling: {
      totalMinNodeCount: pool.min,
      totalMaxNodeCount: pool.max,
      // Spot capacity comes from whichever zone has some.
      locationPolicy: pool.spot ? "ANY" : "BALANCED",
    },
    management: { autoRepair: true, autoUpgrade: true },
    upgradeSettings: { strategy: "SURGE", maxSurge: 1, maxUnavailable: 0 },
    nodeConfig: nodeConfig(pool, parts),
  };
}

function nodeConfig(pool: NodePoolConfig, parts: NodePoolParts): NodePoolArgs["nodeConfig"] {
  return {
    machineType: pool.sizes[0],
    spot: pool.spot,
    imageType: "COS_CONTAINERD",
    diskType: "pd-balanced",
    diskSizeGb: pool.diskSizeGiB,
    bootDiskKmsKey: parts.disksKey,
    serviceAccount: parts.serviceAccount,
    oauthScopes: [CLOUD_PLATFORM_SCOPE],
    labels: { ...pool.labels },
    taints: pool.taints.map(({ key, value, effect }) => ({ key, value, effect: TAINT_EFFECTS[effect] })),
    tags: [nodeTag(parts.clusterName)],
    resourceLabels: { ...parts.resourceLabels },
    metadata: { "disable-legacy-endpoints": "true" },
    workloadMetadataConfig: { mode: "GKE_METADATA" },
    shieldedInstanceConfig: { enableSecureBoot: true, enableIntegrityMonitoring: true },
    kubeletConfig: { insecureKubeletReadonlyPortEnabled: "FALSE" },
  };
}
