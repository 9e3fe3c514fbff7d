import { getAvailabilityZonesOutput } from "@pulumi/aws/getAvailabilityZones";
import * as pulumi from "@pulumi/pulumi";

/**
 * Zones that EKS refuses for a control plane, by their ids, which are the same in every account.
 * Source: Amazon EKS user guide, "VPC and subnet requirements".
 */
export const REFUSED_ZONE_IDS: readonly string[] = ["use1-az3", "usw1-az2", "cac1-az3"];

/** Number of zones that the configuration asks for; known before any cloud is asked. */
export function zoneCount(zones: number | readonly string[]): number {
  return typeof zones === "number" ? zones : zones.length;
}

/**
 * Names of the zones to use, one output a zone, so that the set of resources does not depend on what AWS answers.
 * Zones that need an opt-in (Local Zones, Wavelength) and those that EKS refuses are left out.
 */
export function zoneNames(
  region: string,
  zones: number | readonly string[],
  options: pulumi.InvokeOutputOptions,
): pulumi.Output<string>[] {
  const result = getAvailabilityZonesOutput(
    {
      region,
      state: "available",
      filters: [{ name: "opt-in-status", values: ["opt-in-not-required"] }],
      excludeZoneIds: [...REFUSED_ZONE_IDS],
    },
    options,
  );
  return Array.from({ length: zoneCount(zones) }, (_, index) =>
    result.apply(({ names }) => pick(region, zones, index, names)),
  );
}

function pick(region: string, zones: number | readonly string[], index: number, usable: readonly string[]): string {
  const wanted = typeof zones === "number" ? usable[index] : zones[index];
  if (wanted !== undefined && usable.includes(wanted)) return wanted;
  throw new pulumi.RunError(
    wanted === undefined
      ? `region ${region} has ${usable.length} zones for an EKS cluster, ${zoneCount(zones)} are configured: lower network.zones`
      : `zone ${wanted} cannot hold an EKS cluster: network.zones may name ${usable.join(", ")}`,
  );
}
