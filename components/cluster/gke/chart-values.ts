import type * as pulumi from "@pulumi/pulumi";
import type { CloudClusterConfig, Values } from "../../../stacks/config";
import { namespaces } from "../../addons/namespaces";
import type { Target } from "../contract";

/** Values that the platform's charts need on GKE, and those that Autopilot asks for besides. */
export function chartValues(cluster: CloudClusterConfig, project: pulumi.Input<string>): Target["chartValues"] {
  return {
    "external-dns": {
      provider: { name: "google" },
      extraArgs: { "google-project": project, "google-zone-visibility": "public" },
    },
    "fluent-bit": { config: { outputs: cloudLoggingOutput(cluster) } },
    "kube-prometheus-stack": {
      // GKE's DNS is kube-dns, whose monitor needs a Service in kube-system.
      coreDns: { enabled: false },
      ...(cluster.mode === "auto" ? AUTOPILOT_PROMETHEUS : { kubeDns: { enabled: true } }),
    },
  };
}

/**
 * Cloud Logging, with the credentials of the pod's own principal. The prefix is all that a tag carries before
 * `<pod>_<namespace>_<container>-<id>.log`; without it the pod's name would come to begin with `var.log.containers`.
 */
function cloudLoggingOutput(cluster: CloudClusterConfig): string {
  return [
    "[OUTPUT]",
    "    Name stackdriver",
    "    Match kube.*",
    "    Resource k8s_container",
    `    K8s_Cluster_Name ${cluster.name}`,
    `    K8s_Cluster_Location ${cluster.region}`,
    "    Tag_Prefix kube.var.log.containers.",
    "    Retry_Limit 5",
    "",
  ].join("\n");
}

/** Nobody may write to kube-system on Autopilot; and there is no node-exporter, which these rules are about. */
const AUTOPILOT_PROMETHEUS: Values = {
  kubelet: { namespace: namespaces.monitoring.name },
  prometheusOperator: { kubeletService: { namespace: namespaces.monitoring.name } },
  defaultRules: {
    rules: {
      kubePrometheusNodeRecording: false,
      node: false,
      nodeExporterAlerting: false,
      nodeExporterRecording: false,
    },
  },
};
