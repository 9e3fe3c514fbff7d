import * as z from "zod";
import { DEFAULT_KUBERNETES, KUBERNETES_VERSIONS } from "../kubernetes-versions";
import { cidr, label } from "./primitives";

const version = z
  .enum(KUBERNETES_VERSIONS)
  .optional()
  .describe(
    `Kubernetes minor version, in quotes. Supported: ${KUBERNETES_VERSIONS.join(", ")}. Default ${DEFAULT_KUBERNETES}.`,
  );

const taint = z.strictObject({
  key: z.string().min(1).describe("Taint key, such as `dedicated`."),
  value: z.string().min(1).describe("Taint value; GKE requires one."),
  effect: z.enum(["NoSchedule", "PreferNoSchedule", "NoExecute"]).describe("Taint effect, in Kubernetes' spelling."),
});

const nodePool = z.strictObject({
  name: label(12).describe(
    "Name of the pool, unique in the cluster; at most 12 characters, the shortest limit of the clouds.",
  ),
  sizes: z
    .array(z.string().min(1))
    .min(1, "must name at least one machine type")
    .describe(
      "Machine types in the cloud's own names, most wanted first. EKS uses all of them, AKS and GKE the first.",
    ),
  spot: z.boolean().optional().describe("Spot capacity: cheaper, may be taken away at any time. Default false."),
  min: z.int().min(0).optional().describe("Fewest nodes in the whole pool. Default 1."),
  max: z.int().min(1).max(1000).optional().describe("Most nodes in the whole pool. Default 3."),
  zones: z
    .array(z.string().min(1))
    .optional()
    .describe("Zones in the cloud's own names. Default: all of the network's."),
  labels: z.record(z.string(), z.string()).optional().describe("Node labels."),
  taints: z.array(taint).optional().describe("Node taints."),
  diskSizeGiB: z.int().min(20).max(16384).optional().describe("Root disk of each node in GiB. Default 50."),
});

const endpoint = z.strictObject({
  private: z.boolean().optional().describe("API server reachable from inside the network. Default true."),
  public: z
    .boolean()
    .optional()
    .describe("API server reachable from `publicCidrs`. Default true where `publicCidrs` is given, else false."),
  publicCidrs: z
    .array(cidr)
    .optional()
    .describe(
      "Ranges that may reach the public endpoint. `0.0.0.0/0` is refused (CIS EKS 5.4.1, AKS 5.4.2, GKE 5.6.3).",
    ),
});

const cloud = {
  name: label(40).describe("Name of the cluster in the cloud; at most 40 characters, the shortest limit (GKE)."),
  region: z
    .string()
    .min(1)
    .describe("Region in the cloud's own form: `eu-central-1` (EKS), `westeurope` (AKS), `europe-west1` (GKE)."),
  version,
  mode: z
    .enum(["standard", "auto"])
    .optional()
    .describe(
      "`standard`: node pools of yours. `auto`: the cloud makes the nodes (EKS Auto Mode, AKS node auto-provisioning, GKE Autopilot). Default standard.",
    ),
  endpoint: endpoint.optional().describe("Who can reach the API server. Default: private only."),
  nodePools: z.array(nodePool).optional().describe("Node pools. Default: those of the environment's preset."),
  adminGroups: z
    .array(z.string().min(1))
    .optional()
    .describe(
      "Cluster administrators: IAM role or user ARNs (EKS), Entra group object ids (AKS), Google group addresses (GKE).",
    ),
  account: z
    .string()
    .min(1)
    .optional()
    .describe(
      "AWS account id, Azure subscription id or Google Cloud project id, given in quotes. Default: that of the credentials.",
    ),
};

const eks = z.strictObject({
  provider: z.literal("eks"),
  ...cloud,
  workloadIdentity: z
    .enum(["pod-identity", "irsa"])
    .optional()
    .describe(
      "How workloads get IAM roles: EKS Pod Identity, or IAM roles for service accounts. Default pod-identity.",
    ),
});
const aks = z.strictObject({ provider: z.literal("aks"), ...cloud });
const gke = z.strictObject({ provider: z.literal("gke"), ...cloud });

const existing = z.strictObject({
  provider: z.literal("existing"),
  name: label(40).describe("What to call the cluster, in outputs and in the owner id of records."),
  version,
  kubeconfig: z
    .string()
    .min(1)
    .optional()
    .describe("Path of the kubeconfig; `~` is the home folder. Default: `KUBECONFIG`, then `~/.kube/config`."),
  context: z.string().min(1).optional().describe("Context in the kubeconfig. Default: its current context."),
});

export const cluster = z
  .discriminatedUnion("provider", [eks, aks, gke, existing])
  .describe("The cluster: made in a cloud, or one that exists.");
