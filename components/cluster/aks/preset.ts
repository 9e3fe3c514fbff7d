import type { Environment, NodePoolConfig } from "../../../stacks/config";
import type { TargetPreset } from "../contract";

interface PoolSizes {
  readonly system: { readonly size: string; readonly min: number; readonly max: number };
  readonly general: { readonly size: string; readonly min: number; readonly max: number };
}

/** AKS asks for two system nodes of four vCPUs at least, and advises three. */
const SIZES: Readonly<Record<Environment, PoolSizes>> = {
  dev: {
    system: { size: "Standard_D4s_v5", min: 2, max: 3 },
    general: { size: "Standard_D4s_v5", min: 1, max: 4 },
  },
  staging: {
    system: { size: "Standard_D4s_v5", min: 3, max: 4 },
    general: { size: "Standard_D4s_v5", min: 3, max: 6 },
  },
  prod: {
    system: { size: "Standard_D4s_v5", min: 3, max: 5 },
    general: { size: "Standard_D8s_v5", min: 3, max: 10 },
  },
};

/** A system pool that only critical add-ons may use, and a pool for all else; in mode `auto` AKS makes the latter. */
export function preset(environment: Environment, mode: "standard" | "auto"): TargetPreset {
  const { system, general } = SIZES[environment];
  const systemPool = pool("system", {
    ...system,
    // Without the autoscaler, which node auto-provisioning excludes, a pool has one size.
    max: mode === "auto" ? system.min : system.max,
    taints: [{ key: "CriticalAddonsOnly", value: "true", effect: "NoSchedule" }],
  });
  return { nodePools: mode === "auto" ? [systemPool] : [systemPool, pool("general", { ...general, taints: [] })] };
}

function pool(
  name: string,
  { size, min, max, taints }: { size: string; min: number; max: number; taints: NodePoolConfig["taints"] },
): NodePoolConfig {
  return { name, sizes: [size], spot: false, min, max, zones: [], labels: {}, taints, diskSizeGiB: 64 };
}
