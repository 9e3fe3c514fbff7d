import { DiagnosticSetting } from "@pulumi/azure-native/monitor";
import { Workspace } from "@pulumi/azure-native/operationalinsights";
import type * as pulumi from "@pulumi/pulumi";
import type { AzureContext } from "./context";

/** Days that a workspace's pricing plan allows (Microsoft Learn, "Azure Monitor Logs retention"). */
export const LONGEST_RETENTION_DAYS = 730;
const SHORTEST_RETENTION_DAYS = 30;

/** Log categories of a managed cluster (AKS docs, "Monitoring data reference"); kube-audit is CIS AKS 2.1.1. */
const CATEGORIES = [
  "kube-apiserver",
  "kube-audit",
  "kube-controller-manager",
  "kube-scheduler",
  "cloud-controller-manager",
  "cluster-autoscaler",
  "guard",
] as const;

export interface WorkspaceArgs {
  readonly azure: AzureContext;
  /** Days; fewer than 30 are kept for 30, the plan's least. */
  readonly retentionDays: number;
  /** Keeps the audit trail from being deleted. */
  readonly protect: boolean;
}

/** The Log Analytics workspace of the control plane's logs and of Microsoft Defender. */
export function controlPlaneWorkspace(
  name: string,
  { azure, retentionDays, protect }: WorkspaceArgs,
  options: pulumi.CustomResourceOptions,
): Workspace {
  return new Workspace(
    `${name}-workspace`,
    {
      workspaceName: name,
      resourceGroupName: azure.resourceGroupName,
      location: azure.location,
      sku: { name: "PerGB2018" },
      retentionInDays: Math.max(retentionDays, SHORTEST_RETENTION_DAYS),
      tags: azure.tags,
    },
    { ...options, protect },
  );
}

export interface ControlPlaneLogsArgs {
  readonly clusterId: pulumi.Input<string>;
  readonly workspaceId: pulumi.Input<string>;
  readonly mode: "standard" | "auto";
}

/** Sends the control plane's logs to the workspace. */
export function controlPlaneLogs(
  name: string,
  { clusterId, workspaceId, mode }: ControlPlaneLogsArgs,
  options: pulumi.CustomResourceOptions,
): DiagnosticSetting {
  const categories = mode === "auto" ? [...CATEGORIES, "karpenter-events"] : CATEGORIES;
  return new DiagnosticSetting(
    `${name}-control-plane-logs`,
    {
      name: "control-plane",
      resourceUri: clusterId,
      workspaceId,
      // Tables of their own, which can be put on cheaper plans than AzureDiagnostics.
      logAnalyticsDestinationType: "Dedicated",
      logs: categories.map((category) => ({ category, enabled: true })),
    },
    // Azure does not return the destination type, so each refresh would find a difference.
    { ...options, ignoreChanges: ["logAnalyticsDestinationType"] },
  );
}
