import type { StackConfig } from "../../../stacks/config";
import type { TargetFacts } from "../contract";

/** This target's column of the table of what changes between targets. */
export function facts(config: StackConfig): TargetFacts {
  const auto = config.cluster.provider === "aks" && config.cluster.mode === "auto";
  return {
    cluster: "azure-native ManagedCluster: Entra and Azure RBAC, no local accounts, Secrets encrypted by Key Vault",
    nodes: auto
      ? "a system pool; AKS node auto-provisioning makes the rest"
      : "system and user pools, autoscaling, node image upgrades",
    network: config.network.existing
      ? "existing VNet, Azure CNI overlay on Cilium"
      : "VNet with NAT gateway, Azure CNI overlay on Cilium",
    networkPolicy: "Cilium",
    loadBalancer: "Azure Standard Load Balancer",
    storageClass: "managed-csi-premium",
    workloadIdentity: "federated credential on a user-assigned identity",
    dns: config.dns ? "Azure DNS" : "none",
    logs: config.addons.fluentBit.enabled
      ? "Azure Data Explorer (containers), Azure Monitor (control plane)"
      : "Azure Monitor (control plane)",
    access: "Entra groups",
    kubeconfig: "exec kubelogin",
  };
}
