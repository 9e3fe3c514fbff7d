import { critical, warning, type RuleGroup } from "./rule";

export const cluster: RuleGroup = {
  name: "platform-cluster",
  rules: [
    critical(
      "VolumeAlmostFull",
      "kubelet_volume_stats_available_bytes / kubelet_volume_stats_capacity_bytes < 0.1 and kubelet_volume_stats_used_bytes > 0",
      "15m",
      {
        summary: "Volume {{ $labels.namespace }}/{{ $labels.persistentvolumeclaim }} is 90 % full",
        description: "{{ $value | humanizePercentage }} of it are free.",
        runbook:
          "Raise the claim's storage request: the platform's StorageClasses expand volumes in place. Prometheus: addons.kubePrometheusStack.storage and its claims.",
      },
    ),
    warning(
      "VolumeFillsUp",
      "predict_linear(kubelet_volume_stats_available_bytes[6h], 4 * 86400) < 0 and kubelet_volume_stats_available_bytes / kubelet_volume_stats_capacity_bytes < 0.4",
      "1h",
      {
        summary: "Volume {{ $labels.namespace }}/{{ $labels.persistentvolumeclaim }} will be full within 4 days",
        description: "It has grown steadily for 6 hours.",
        runbook: "Find out what writes, delete what is old, or raise the claim's storage request.",
      },
    ),
    critical(
      "NodeUnderPressure",
      'kube_node_status_condition{condition=~"MemoryPressure|DiskPressure|PIDPressure",status="true"} == 1',
      "10m",
      {
        summary: "Node {{ $labels.node }} reports {{ $labels.condition }}",
        description: "The kubelet evicts pods until it is over.",
        runbook:
          "Run `kubectl describe node`. Memory: some pods use more than they request. Disk: images or logs; replace the node if it does not end.",
      },
    ),
    critical("NodeNotReady", 'kube_node_status_condition{condition="Ready",status!="true"} == 1', "15m", {
      summary: "Node {{ $labels.node }} is not ready",
      description: "It has not been ready for 15 minutes; node repair should have replaced it.",
      runbook: "Look at the node in the cloud's console; `kubectl drain` and delete it if it does not come back.",
    }),
  ],
};
