import type { StackConfig } from "../../../stacks/config";
import { zoneCount } from "../../network/eks/zones";
import type { TargetFacts } from "../contract";
import { cloudCluster } from "./cloud-cluster";
import { logGroupName } from "./log-groups";

/** What EKS provides for this configuration, in words. */
export function facts(config: StackConfig): TargetFacts {
  const cluster = cloudCluster(config);
  const auto = cluster.mode === "auto";
  const identity = cluster.workloadIdentity === "irsa" ? "IAM roles for service accounts" : "EKS Pod Identity";
  return {
    cluster: `Amazon EKS ${cluster.version}${auto ? " Auto Mode" : ""}, API access entries, Secrets encrypted with KMS, all control-plane logs`,
    nodes: auto
      ? "EKS Auto Mode pools general-purpose and system"
      : "managed node groups on Bottlerocket, IMDSv2, encrypted disks, node repair",
    network: config.network.existing
      ? `existing VPC ${config.network.existing.id}`
      : `VPC over ${zoneCount(config.network.zones)} zones, private nodes, ${config.network.nat === "single" ? "one NAT gateway" : "a NAT gateway a zone"}${config.network.flowLogs ? ", flow logs" : ""}`,
    networkPolicy: auto ? "EKS Auto Mode" : "VPC CNI",
    loadBalancer: `Network Load Balancer (${auto ? "EKS Auto Mode" : "AWS Load Balancer Controller"})`,
    storageClass: "gp3, encrypted",
    workloadIdentity: identity,
    dns: config.dns ? `Route 53 zone ${config.dns.zone}` : "off",
    logs: `CloudWatch Logs ${logGroupName(cluster.name, "containers")}`,
    access: "access entry for each administrator",
    kubeconfig: "exec aws eks get-token",
  };
}
