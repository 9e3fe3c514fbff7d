import type { CloudClusterConfig, StackConfig } from "../../../stacks/config";

/**
 * The cluster's part of an EKS configuration.
 *
 * @throws TypeError for another target's configuration, which is an error of the caller.
 */
export function cloudCluster(config: StackConfig): CloudClusterConfig {
  if (config.cluster.provider !== "eks") {
    throw new TypeError(`the EKS target cannot use a configuration for ${config.cluster.provider}`);
  }
  return config.cluster;
}
