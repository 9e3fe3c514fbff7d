import type { StackConfig } from "../../../../stacks/config";
import type { Problem } from "../../../../stacks/problem";
import { cloudCluster } from "../cloud-cluster";
import { checkAccess } from "./access";
import { checkNetwork } from "./network";
import { checkNodePools } from "./node-pools";
import { checkServices } from "./services";

/** What EKS refuses, or would fail at halfway through `pulumi up`, in a configuration that the schema accepts. */
export function check(config: StackConfig): readonly Problem[] {
  const cluster = cloudCluster(config);
  return [
    ...checkAccess(cluster),
    ...checkNetwork(config, cluster),
    ...checkNodePools(config, cluster),
    ...checkServices(config, cluster),
  ];
}
