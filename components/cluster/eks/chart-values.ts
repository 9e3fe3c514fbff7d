import type * as pulumi from "@pulumi/pulumi";
import type { DnsZone } from "../../network/eks/dns-zone";
import type { Network } from "../../network/eks/network";
import type { CloudClusterConfig } from "../../../stacks/config";
import type { Target } from "../contract";
import { logGroupName } from "./log-groups";

/** Chart values that only EKS needs. */
export function chartValues(
  config: CloudClusterConfig,
  network: Network,
  dns: DnsZone | undefined,
): Target["chartValues"] {
  return {
    "aws-load-balancer-controller": {
      clusterName: config.name,
      // The controller would ask the instance metadata service, which pods cannot reach.
      region: config.region,
      vpcId: network.vpcId,
    },
    ...(dns && { "external-dns": externalDns(config.region, dns.zoneId) }),
    "fluent-bit": { config: { outputs: cloudWatchOutput(config) } },
  };
}

function externalDns(region: string, zoneId: pulumi.Output<string>): pulumi.Inputs {
  return {
    provider: { name: "aws" },
    extraArgs: { "aws-zone-type": "public", "zone-id-filter": zoneId },
    env: [{ name: "AWS_DEFAULT_REGION", value: region }],
  };
}

/** One log stream for each container, in the group that the stack made with its retention and key. */
function cloudWatchOutput({ name, region }: CloudClusterConfig): string {
  return [
    "[OUTPUT]",
    "    Name              cloudwatch_logs",
    "    Match             *",
    `    region            ${region}`,
    `    log_group_name    ${logGroupName(name, "containers")}`,
    "    log_stream_prefix fluent-bit-",
    "    auto_create_group false",
    "    Retry_Limit       5",
    "    storage.total_limit_size 512M",
    "",
  ].join("\n");
}
