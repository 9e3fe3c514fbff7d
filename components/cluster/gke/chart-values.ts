import type * as pulumi from "@pulumi/pulumi";
import type { CloudClusterConfig, Values } from "../../../stacks/config";
import { namespaces } from "../../addons/namespaces";
import type { Target } from "../contract";

type ChartValues = Target["chartValues"];

/** Values that the platform's charts need on GKE, and those that Autopilot asks for besides. */
export function chartValues(cluster: CloudClusterConfig, project: pulumi.Input<string>): ChartValues {
  const autopilot = cluster.mode === "auto";
  return {
    "external-dns": {
      provider: { name: "google" },
      extraArgs: { "google-project": project, "google-zone-visibility": "public" },
    },
    "fluent-bit": {
      config: { outputs: cloudLoggingOutput(cluster) },
      ...(autopilot ? AUTOPILOT_FLUENT_BIT : {}),
    },
    "kube-prometheus-stack": {
      ...HIDDEN_CONTROL_PLANE,
      coreDns: { enabled: false },
      // Autopilot lets nobody write to kube-system, where the Service of this monitor would be.
      kubeDns: { enabled: !autopilot },
      ...(autopilot ? AUTOPILOT_PROMETHEUS : {}),
    },
    ...(autopilot
      ? { "cert-manager": { global: { leaderElection: { namespace: namespaces.certManager.name } } } }
      : {}),
  };
}

/** Components that Google runs where nobody can scrape them; their alerts go with them. */
const HIDDEN_CONTROL_PLANE: Values = {
  kubeControllerManager: { enabled: false },
  kubeScheduler: { enabled: false },
  kubeEtcd: { enabled: false },
  kubeProxy: { enabled: false },
};

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

/** Autopilot allows one path of the host, read-only; where Fluent Bit left off goes into a volume of the pod. */
const AUTOPILOT_FLUENT_BIT: Values = {
  daemonSetVolumes: [
    { name: "varlog", hostPath: { path: "/var/log" } },
    { name: "state", emptyDir: {} },
  ],
  daemonSetVolumeMounts: [
    { name: "varlog", mountPath: "/var/log", readOnly: true },
    { name: "state", mountPath: "/var/lib/fluent-bit" },
  ],
};

/** No node-exporter, which wants the host's network and root; the kubelet's Service out of kube-system. */
const AUTOPILOT_PROMETHEUS: Values = {
  nodeExporter: { enabled: false },
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
