import { critical, warning, type RuleGroup } from "./rule";

export const logging: RuleGroup = {
  name: "platform-logging",
  rules: [
    critical(
      "FluentBitDropsRecords",
      "sum by (pod) (rate(fluentbit_output_dropped_records_total[10m]) + rate(fluentbit_output_retries_failed_total[10m])) > 0",
      "10m",
      {
        summary: "{{ $labels.pod }} loses log records",
        description: "The log service has refused or not answered for so long that Fluent Bit gave records up.",
        runbook:
          "Read the pod's log. 403: its workload identity. 429: the service's quota. Time-outs: the network's way out, or a private endpoint.",
      },
    ),
    warning("FluentBitOutputErrors", "sum by (pod) (rate(fluentbit_output_errors_total[15m])) > 0", "30m", {
      summary: "{{ $labels.pod }} has trouble sending logs",
      description: "It retries; nothing is lost yet.",
      runbook: "As FluentBitDropsRecords, with more time: the pod's buffer holds up to 1 GiB.",
    }),
  ],
};
