import { getZonesOutput } from "@pulumi/gcp/compute";
import type * as pulumi from "@pulumi/pulumi";
import type { Problem } from "../../../stacks/problem";

/** Zones that GKE spreads a regional cluster's nodes over by itself. */
export const DEFAULT_ZONES = 3;

/** How many zones the nodes spread over. */
export function zoneCount(zones: number | readonly string[]): number {
  return typeof zones === "number" ? zones : zones.length;
}

/**
 * The nodes' zones: those named, or as many as asked for of those that the region has. Undefined for GKE's own
 * choice of three.
 */
export function nodeZones(
  zones: number | readonly string[],
  region: string,
  opts: pulumi.InvokeOptions,
): pulumi.Input<string[]> | undefined {
  if (typeof zones !== "number") {
    return [...zones];
  }
  if (zones === DEFAULT_ZONES) {
    return undefined;
  }
  return getZonesOutput({ region, status: "UP" }, opts).names.apply((names) => [...names].sort().slice(0, zones));
}

/** Zones that are not of the region. */
export function checkZones(zones: readonly string[], region: string, path: Problem["path"]): readonly Problem[] {
  return zones.flatMap((zone, index) =>
    new RegExp(`^${region}-[a-z]$`).test(zone)
      ? []
      : [
          {
            path: [...path, index],
            message: `\`${zone}\` is no zone of \`${region}\``,
            remedy: `give a zone such as \`${region}-b\``,
          },
        ],
  );
}
