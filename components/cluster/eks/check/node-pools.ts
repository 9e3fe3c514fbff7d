import type { CloudClusterConfig, NodePoolConfig, StackConfig } from "../../../../stacks/config";
import type { Problem } from "../../../../stacks/problem";
import { architecture, isMachineType } from "../machine-types";
import { isZoneOf } from "./network";

/** Sizes, zones and labels of each pool, and whether the platform's own pods find a node. */
export function checkNodePools(config: StackConfig, cluster: CloudClusterConfig): Problem[] {
  const path = ["cluster", "nodePools"];
  const { nodePools: pools } = cluster;
  if (cluster.mode === "auto") {
    if (pools.length === 0) return [];
    return [
      {
        path,
        message: "EKS Auto Mode makes nodes by itself, in the pools general-purpose and system",
        remedy: "remove nodePools, or set mode: standard",
      },
    ];
  }
  return [
    ...checkHome(pools),
    ...pools.flatMap((pool, index) => [
      ...checkSizes(pool, [...path, index]),
      ...checkPoolZones(pool, [...path, index], config, cluster.region),
      ...checkLabels(pool, [...path, index]),
    ]),
  ];
}

/** CoreDNS tolerates no taint of ours, and nothing starts a first node for it. */
function checkHome(pools: readonly NodePoolConfig[]): Problem[] {
  const path = ["cluster", "nodePools"];
  if (pools.length === 0) {
    return [{ path, message: "a cluster needs at least one node pool", remedy: "add one, or set mode: auto" }];
  }
  const isOpen = ({ taints }: NodePoolConfig): boolean => taints.every(({ effect }) => effect === "PreferNoSchedule");
  if (pools.some((pool) => isOpen(pool) && pool.min > 0)) return [];
  return [
    {
      path,
      message: "every pool is tainted or may be empty, so CoreDNS and the platform find no node",
      remedy: "give one pool no taints and a min of at least 1",
    },
  ];
}

function checkSizes({ sizes, spot }: NodePoolConfig, path: readonly (string | number)[]): Problem[] {
  const problems: Problem[] = sizes.flatMap((size, index) =>
    isMachineType(size)
      ? []
      : [
          {
            path: [...path, "sizes", index],
            message: `${size} has not the form of an EC2 instance type`,
            remedy: "give one such as m7g.large",
          },
        ],
  );
  const architectures = [...new Set(sizes.map(architecture))];
  if (architectures.length > 1) {
    problems.push({
      path: [...path, "sizes"],
      message: `a pool has one image, and so one architecture, not ${architectures.join(" and ")}`,
      remedy: "put Graviton sizes (such as m7g) and others (such as m7i) into pools of their own",
    });
  }
  if (spot && new Set(sizes).size < 2) {
    problems.push({
      path: [...path, "sizes"],
      message: "a spot pool of one size is empty whenever that size runs out",
      remedy: "name at least two sizes of about the same memory",
    });
  }
  return problems;
}

function checkPoolZones(
  { zones }: NodePoolConfig,
  path: readonly (string | number)[],
  { network }: StackConfig,
  region: string,
): Problem[] {
  return zones.flatMap((zone, index) => {
    const place = [...path, "zones", index];
    if (!isZoneOf(region, zone)) {
      const remedy = `give a name such as ${region}a`;
      return [{ path: place, message: `${zone} is not the name of a zone of ${region}`, remedy }];
    }
    if (network.existing || typeof network.zones === "number" || network.zones.includes(zone)) return [];
    return [
      {
        path: place,
        message: `the network has no subnet in ${zone}`,
        remedy: `give zones from network.zones: ${network.zones.join(", ")}`,
      },
    ];
  });
}

/** The kubelet refuses to start with labels of its own domains that it does not know. */
const RESERVED_LABEL = /(^|\.)(kubernetes\.io|k8s\.io)\//;
const ALLOWED_LABEL = /^(node|kubelet)\.kubernetes\.io\//;

function checkLabels({ labels }: NodePoolConfig, path: readonly (string | number)[]): Problem[] {
  return Object.keys(labels)
    .filter(
      (label) => (RESERVED_LABEL.test(label) && !ALLOWED_LABEL.test(label)) || label.startsWith("eks.amazonaws.com/"),
    )
    .map((label) => ({
      path: [...path, "labels", label],
      message: "a node may not give itself a label of this domain",
      remedy: "use a label of your own, such as example.com/role",
    }));
}
