import type { Environment, StackConfig } from "../../../stacks/config";
import type { TargetFacts, TargetPreset } from "../contract";
import { STORAGE_CLASS } from "./storage";

/** GKE's column in the table of what changes between targets. */
export function facts({ cluster, dns }: StackConfig): TargetFacts {
  const autopilot = cluster.provider !== "existing" && cluster.mode === "auto";
  const isPublic = cluster.provider !== "existing" && cluster.endpoint.public;
  return {
    cluster: `GKE ${autopilot ? "Autopilot" : "standard"}, regional, private nodes, ${
      isPublic ? "IP endpoint for given ranges" : "DNS endpoint guarded by IAM"
    }, Secrets encrypted with Cloud KMS`,
    nodes: autopilot
      ? "made by Google for each pod, shielded"
      : "node pools, shielded, auto-repair, auto-upgrade, disks encrypted with Cloud KMS",
    network: "VPC-native, secondary ranges for pods and Services, Cloud NAT, flow logs",
    networkPolicy: "Dataplane V2 (Cilium)",
    loadBalancer: "external passthrough Network Load Balancer",
    storageClass: `${STORAGE_CLASS} (pd.csi.storage.gke.io, Cloud KMS key)`,
    workloadIdentity: "Workload Identity Federation, direct principals",
    dns: dns === undefined ? "none, there is no domain" : "Cloud DNS, DNSSEC",
    logs: "Cloud Logging, log buckets with retention",
    access: "Google groups by IAM on this cluster",
    kubeconfig: "exec gke-gcloud-auth-plugin",
  };
}

/** Node pools of an environment: one for all, of general-purpose machines with balanced disks. */
export function preset(environment: Environment, mode: "standard" | "auto"): TargetPreset {
  if (mode === "auto") {
    return { nodePools: [] };
  }
  const { size, min, max } = SIZES[environment];
  return {
    nodePools: [
      { name: "general", sizes: [size], spot: false, min, max, zones: [], labels: {}, taints: [], diskSizeGiB: 50 },
    ],
  };
}

/** From prod on with a machine series that Google does not overcommit. */
const SIZES: Readonly<Record<Environment, { size: string; min: number; max: number }>> = {
  dev: { size: "e2-standard-4", min: 1, max: 3 },
  staging: { size: "e2-standard-4", min: 3, max: 6 },
  prod: { size: "n2-standard-4", min: 3, max: 9 },
};
