import type { CloudClusterConfig, StackConfig } from "../../../../stacks/config";
import type { Problem } from "../../../../stacks/problem";
import { RETENTION_DAYS } from "../log-groups";

/** Logs, DNS, load balancing and tags. */
export function checkServices(config: StackConfig, cluster: CloudClusterConfig): Problem[] {
  const { addons, availability, dns } = config;
  return [
    ...checkRetention(availability.logRetentionDays, ["availability", "logRetentionDays"]),
    ...checkRetention(addons.fluentBit.retentionDays, ["addons", "fluentBit", "retentionDays"]),
    ...checkZoneId(dns?.id),
    ...checkLoadBalancing(config, cluster),
    ...Object.entries(config.tags).flatMap(([key, value]) => checkTag(key, value)),
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

/** Source: AWS General Reference, "Tag naming limits and requirements". */
function checkTag(key: string, value: string): Problem[] {
  const path = ["tags", key];
  if (key.toLowerCase().startsWith("aws:")) {
    return [{ path, message: "tags that begin with aws: belong to AWS", remedy: "give the tag another name" }];
  }
  const allowed = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;
  if (key.length <= 128 && value.length <= 256 && allowed.test(key) && allowed.test(value)) return [];
  return [
    {
      path,
      message: "AWS does not take this tag",
      remedy: "use at most 128 characters for the name and 256 for the value: letters, digits, spaces and _.:/=+-@",
    },
  ];
}
