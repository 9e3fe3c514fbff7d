import type { Environment, NodePoolConfig } from "../../../stacks/config";
import type { TargetPreset } from "../contract";

/** Graviton machines: about a fifth cheaper than x86-64 of the same size, and all images of the platform run on them. */
export function preset(environment: Environment, mode: "standard" | "auto"): TargetPreset {
  return { nodePools: mode === "auto" ? [] : NODE_POOLS[environment] };
}

function pool(name: string, size: string, min: number, max: number): NodePoolConfig {
  return {
    name,
    sizes: [size],
    spot: false,
    min,
    max,
    zones: [],
    labels: { pool: name },
    taints: [],
    diskSizeGiB: 50,
  };
}

const NODE_POOLS: Readonly<Record<Environment, readonly NodePoolConfig[]>> = {
  dev: [pool("general", "m7g.large", 2, 4)],
  staging: [pool("general", "m7g.large", 3, 6)],
  // A node of each pool in each of three zones; the platform and the application scale apart.
  prod: [pool("system", "m7g.large", 3, 6), pool("general", "m7g.xlarge", 3, 12)],
};
