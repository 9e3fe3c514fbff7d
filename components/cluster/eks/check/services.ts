import type { CloudClusterConfig, StackConfig } from "../../../../stacks/config";
import type { Problem } from "../../../../stacks/problem";
import { RETENTION_DAYS } from "../log-groups";

/** Logs, DNS and load balancing. */
export function checkServices(config: StackConfig, cluster: CloudClusterConfig): Problem[] {
  const { addons, availability, dns } = config;
  return [
    ...checkRetention(availability.logRetentionDays, ["availability", "logRetentionDays"]),
    ...checkRetention(addons.fluentBit.retentionDays, ["addons", "fluentBit", "retentionDays"]),
    ...checkZoneId(dns?.id),
    ...checkLoadBalancing(config, cluster),
  ];
}

function checkRetention(days: number, path: readonly string[]): Problem[] {
  if (RETENTION_DAYS.includes(days)) return [];
  const longer = RETENTION_DAYS.find((allowed) => allowed > days) ?? RETENTION_DAYS.at(-1);
  return [{ path, message: `CloudWatch Logs cannot keep logs for ${days} days`, remedy: `give ${longer}` }];
}

function checkZoneId(id: string | undefined): Problem[] {
  if (id === undefined || /^Z[0-9A-Z]{1,31}$/.test(id)) return [];
  return [
    {
      path: ["dns", "id"],
      message: `${id} is not the id of a Route 53 hosted zone`,
      remedy: "give one such as Z0123456789ABCDEFGHIJ, without /hostedzone/",
    },
  ];
}

function checkLoadBalancing({ addons }: StackConfig, { mode }: CloudClusterConfig): Problem[] {
  if (mode === "auto" || addons.awsLoadBalancerController.enabled || !addons.gateway.enabled) return [];
  return [
    {
      path: ["addons", "awsLoadBalancerController", "enabled"],
      message: "without the AWS Load Balancer Controller the gateway gets no address",
      remedy: "turn it on, turn the gateway off, or use EKS Auto Mode",
    },
  ];
}
