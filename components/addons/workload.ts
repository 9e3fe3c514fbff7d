/** CPU and memory of a container, in Kubernetes' quantities. */
export interface Quantities {
  readonly cpu: string;
  readonly memory: string;
}

/** Requests and limits of a container. */
export interface Resources {
  readonly requests: Quantities;
  readonly limits: Quantities;
}

/** `resources("50m", "64Mi", "500m", "128Mi")`: requests of CPU and memory, then their limits. */
export function resources(cpu: string, memory: string, cpuLimit: string, memoryLimit: string): Resources {
  return { requests: { cpu, memory }, limits: { cpu: cpuLimit, memory: memoryLimit } };
}

/** A topology to spread over; the chart adds which pods. */
export interface SpreadTopology {
  readonly maxSkew: number;
  readonly topologyKey: string;
  readonly whenUnsatisfiable: "ScheduleAnyway";
}

export interface TopologySpreadConstraint extends SpreadTopology {
  readonly labelSelector: { readonly matchLabels: Readonly<Record<string, string>> };
}

/**
 * Zones, and nodes within a zone. It is a wish, not a condition: after the loss of a zone the platform starts in the
 * zones that are left.
 */
export const spreadTopologies: readonly SpreadTopology[] = [
  "topology.kubernetes.io/zone",
  "kubernetes.io/hostname",
].map((topologyKey) => ({ maxSkew: 1, topologyKey, whenUnsatisfiable: "ScheduleAnyway" }));

/** Spreads the pods with these labels over zones and nodes. */
export function spreadOver(matchLabels: Readonly<Record<string, string>>): readonly TopologySpreadConstraint[] {
  return spreadTopologies.map((topology) => ({ ...topology, labelSelector: { matchLabels } }));
}

/** Drops all that the `restricted` level asks a container to drop. */
export const restrictedContainer = {
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  runAsNonRoot: true,
  capabilities: { drop: ["ALL"] },
  seccompProfile: { type: "RuntimeDefault" },
} as const;
