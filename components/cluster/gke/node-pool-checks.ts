import type { CloudClusterConfig, NodePoolConfig } from "../../../stacks/config";
import type { Problem } from "../../../stacks/problem";
import { checkZones } from "./zones";

/**
 * Machine series whose disks are all Hyperdisk; the platform's boot disks and volumes are balanced persistent disks
 * (https://docs.cloud.google.com/compute/docs/machine-resource).
 */
const HYPERDISK_SERIES = new Set(["c4", "c4a", "c4d", "h4d", "m4", "n4", "n4a", "n4d", "x4"]);
/** Series too small for a node: shared cores without room for the platform's pods. */
const TINY = new Set(["e2-micro", "e2-small", "f1-micro", "g1-small"]);
const MACHINE_TYPE = /^[a-z][a-z0-9]*(-[a-z0-9]+)+$/;
/** Kubernetes' label value, which a taint's value is. */
const TAINT_VALUE = /^[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;

/** Pools that GKE would refuse, or make nodes of that never come up. */
export function checkNodePools(cluster: CloudClusterConfig): readonly Problem[] {
  if (cluster.mode === "auto") {
    return cluster.nodePools.length === 0
      ? []
      : [
          {
            path: ["cluster", "nodePools"],
            message: "Autopilot makes the nodes itself and refuses node pools",
            remedy: "remove nodePools, or set mode: standard",
          },
        ];
  }
  if (cluster.nodePools.length === 0) {
    return [
      {
        path: ["cluster", "nodePools"],
        message: "a standard cluster without node pools has no nodes",
        remedy: "name a pool, remove the key for the preset's pool, or set mode: auto",
      },
    ];
  }
  return cluster.nodePools.flatMap((pool, index) => checkPool(pool, cluster, ["cluster", "nodePools", index]));
}

function checkPool(pool: NodePoolConfig, cluster: CloudClusterConfig, path: Problem["path"]): readonly Problem[] {
  return [
    ...checkMachine(pool.sizes[0] ?? "", [...path, "sizes", 0]),
    ...checkZones(pool.zones, cluster.region, [...path, "zones"]),
    ...checkTaints(pool, path),
  ];
}

function checkMachine(size: string, path: Problem["path"]): readonly Problem[] {
  if (!MACHINE_TYPE.test(size)) {
    return [
      {
        path,
        message: `\`${size}\` is no Compute Engine machine type`,
        remedy: "give one such as `e2-standard-4`",
      },
    ];
  }
  if (HYPERDISK_SERIES.has(size.split("-")[0] ?? "")) {
    return [
      {
        path,
        message: `\`${size}\` takes Hyperdisk only, and the platform's disks are balanced persistent disks`,
        remedy: "give a machine of series e2, n2, n2d, c3 or c3d, such as `n2-standard-4`",
      },
    ];
  }
  return TINY.has(size)
    ? [{ path, message: `\`${size}\` has no room for the platform's pods`, remedy: "give `e2-standard-2` or larger" }]
    : [];
}

function checkTaints(pool: NodePoolConfig, path: Problem["path"]): readonly Problem[] {
  return pool.taints.flatMap((taint, index) =>
    TAINT_VALUE.test(taint.value)
      ? []
      : [
          {
            path: [...path, "taints", index, "value"],
            message: `GKE refuses the taint \`${taint.key}\` with value \`${taint.value}\``,
            remedy: "give a value of letters, digits, `-`, `_` and `.`, such as `true`",
          },
        ],
  );
}
