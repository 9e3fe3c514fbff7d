import type { CloudClusterConfig, NodePoolConfig, Taint } from "../../../stacks/config";
import type { Problem } from "../../../stacks/problem";
import { ZONES } from "../../network/aks/zones";
import { parseMachineSize } from "./machine-size";

/** Names of Linux pools (AKS docs, "Create node pools"). */
const POOL_NAME = /^[a-z][a-z0-9]{0,11}$/;

/** Prefix of labels that AKS sets itself. */
const RESERVED_LABELS = "kubernetes.azure.com/";

const SMALLEST_DISK_GIB = 30;
const FEWEST_SYSTEM_NODES = 2;
const FEWEST_SYSTEM_VCPUS = 4;

/** What AKS asks of node pools. The first pool is the system pool. */
export function checkPools({ nodePools, mode }: CloudClusterConfig): Problem[] {
  const [system] = nodePools;
  const path = ["cluster", "nodePools"];
  if (system === undefined) {
    return [
      {
        path,
        message: "AKS needs a system pool, in mode auto too",
        remedy: "leave the key out, or name the system pool first",
      },
    ];
  }
  return [
    ...checkSystemPool(system, [...path, 0]),
    ...checkRoom(nodePools, mode),
    ...nodePools.flatMap((pool, index) => [
      ...checkNames(pool, [...path, index]),
      ...checkMachines(pool, [...path, index]),
      ...checkScaling(pool, mode, [...path, index]),
    ]),
  ];
}

function isCritical({ key, value, effect }: Taint): boolean {
  return key === "CriticalAddonsOnly" && value === "true" && effect === "NoSchedule";
}

function checkSystemPool(pool: NodePoolConfig, path: Problem["path"]): Problem[] {
  const problems: Problem[] = [];
  const size = parseMachineSize(pool.sizes[0] ?? "");
  const refuse = (key: string, message: string, remedy: string): void => {
    problems.push({ path: [...path, key], message: `${message}; the first pool is the system pool`, remedy });
  };
  if (pool.spot)
    refuse("spot", "AKS takes no spot nodes for the system pool", "set spot: false, or name another pool first");
  if (pool.min < FEWEST_SYSTEM_NODES) {
    refuse(
      "min",
      `AKS asks for at least ${FEWEST_SYSTEM_NODES} system nodes`,
      `set min: ${FEWEST_SYSTEM_NODES} or more`,
    );
  }
  if (size?.burstable) {
    refuse(
      "sizes",
      "AKS takes no burstable machines (B series) for it",
      "give a D series size, such as Standard_D4s_v5",
    );
  }
  if (size && size.vcpus < FEWEST_SYSTEM_VCPUS) {
    refuse(
      "sizes",
      `AKS asks for at least ${FEWEST_SYSTEM_VCPUS} vCPUs`,
      "give a larger size, such as Standard_D4s_v5",
    );
  }
  if (!pool.taints.every(isCritical)) {
    refuse(
      "taints",
      "the system's own pods tolerate CriticalAddonsOnly=true:NoSchedule only",
      "leave that taint or none, and put others on a pool of yours",
    );
  }
  return problems;
}

/** Something must be left for pods that tolerate nothing. */
function checkRoom(pools: readonly NodePoolConfig[], mode: "standard" | "auto"): Problem[] {
  if (mode === "auto" || pools.some((pool) => pool.taints.length === 0 && !pool.spot)) return [];
  return [
    {
      path: ["cluster", "nodePools"],
      message: "every pool is tainted or spot, so the platform's own pods would find no node",
      remedy: "add a pool without taints and with spot: false",
    },
  ];
}

function checkNames(pool: NodePoolConfig, path: Problem["path"]): Problem[] {
  const problems: Problem[] = [];
  if (!POOL_NAME.test(pool.name)) {
    problems.push({
      path: [...path, "name"],
      message: `${pool.name} is no name for an AKS node pool`,
      remedy: "give 1 to 12 lower-case letters and digits, beginning with a letter",
    });
  }
  for (const key of Object.keys(pool.labels)) {
    if (!key.startsWith(RESERVED_LABELS)) continue;
    problems.push({
      path: [...path, "labels", key],
      message: `labels below ${RESERVED_LABELS} belong to AKS`,
      remedy: "use a prefix of your own",
    });
  }
  return problems;
}

function checkMachines(pool: NodePoolConfig, path: Problem["path"]): Problem[] {
  const problems: Problem[] = [];
  const [name = ""] = pool.sizes;
  const size = parseMachineSize(name);
  if (!size) {
    problems.push({
      path: [...path, "sizes", 0],
      message: `${name} is no Azure machine size`,
      remedy: "give a name such as Standard_D4s_v5",
    });
  } else if (!size.premiumStorage) {
    problems.push({
      path: [...path, "sizes", 0],
      message: `${name} takes no premium disks, which volumes of managed-csi-premium are`,
      remedy: "give a size with an s among its features, such as Standard_D4s_v5",
    });
  }
  if (pool.diskSizeGiB < SMALLEST_DISK_GIB) {
    problems.push({
      path: [...path, "diskSizeGiB"],
      message: `${pool.diskSizeGiB} GiB are too few for a node's disk on AKS`,
      remedy: `give at least ${SMALLEST_DISK_GIB}`,
    });
  }
  pool.zones.forEach((zone, index) => {
    if (ZONES.includes(zone)) return;
    problems.push({
      path: [...path, "zones", index],
      message: `${zone} is no availability zone`,
      remedy: 'Azure calls them "1", "2" and "3" in every region',
    });
  });
  return problems;
}

function checkScaling(pool: NodePoolConfig, mode: "standard" | "auto", path: Problem["path"]): Problem[] {
  if (mode === "standard" || pool.min === pool.max) return [];
  return [
    {
      path: [...path, "max"],
      message: "AKS allows no autoscaled pools beside node auto-provisioning (mode auto)",
      remedy: `set max: ${pool.min}, the pool's size; nodes beyond that come from mode auto`,
    },
  ];
}
