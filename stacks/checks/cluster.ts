import type { CloudClusterConfig, NodePoolConfig, StackConfig } from "../config";
import type { Problem } from "../problem";

/** Endpoint and node pools, for every cloud. */
export function checkCluster(config: StackConfig): Problem[] {
  if (config.cluster.provider === "existing") return [];
  return [...checkEndpoint(config.cluster), ...checkNodePools(config.cluster.nodePools)];
}

function checkEndpoint({ endpoint }: CloudClusterConfig): Problem[] {
  const problems: Problem[] = [];
  endpoint.publicCidrs.forEach((cidr, index) => {
    if (!cidr.endsWith("/0")) return;
    problems.push({
      path: ["cluster", "endpoint", "publicCidrs", index],
      message: `${cidr} opens the API server to the whole internet (CIS EKS 5.4.1, AKS 5.4.2, GKE 5.6.3)`,
      remedy: "give the ranges of your own networks, such as 203.0.113.0/24",
    });
  });
  if (endpoint.public && endpoint.publicCidrs.length === 0) {
    problems.push({
      path: ["cluster", "endpoint", "public"],
      message: "a public endpoint without publicCidrs is open to the whole internet",
      remedy: "give publicCidrs, or leave the endpoint private",
    });
  }
  if (!endpoint.public && endpoint.publicCidrs.length > 0) {
    problems.push({
      path: ["cluster", "endpoint", "publicCidrs"],
      message: "publicCidrs have no effect while `public` is false",
      remedy: "remove publicCidrs, or set public: true",
    });
  }
  if (!endpoint.public && !endpoint.private) {
    problems.push({
      path: ["cluster", "endpoint", "private"],
      message: "nobody could reach an API server that is neither private nor public",
      remedy: "set private: true",
    });
  }
  return problems;
}

function checkNodePools(pools: readonly NodePoolConfig[]): Problem[] {
  return pools.flatMap((pool, index) => {
    const path = ["cluster", "nodePools", index];
    const problems: Problem[] = [];
    if (pool.min > pool.max) {
      problems.push({
        path: [...path, "min"],
        message: `min ${pool.min} is more than max ${pool.max}`,
        remedy: "give a min that is at most max",
      });
    }
    const first = pools.findIndex((other) => other.name === pool.name);
    if (first < index) {
      problems.push({
        path: [...path, "name"],
        message: `the name ${pool.name} is taken by nodePools[${first}]`,
        remedy: "give each pool a name of its own",
      });
    }
    return problems;
  });
}
