import * as pulumi from "@pulumi/pulumi";
import type { ZonedSubnet } from "./network";

/**
 * Ids of the subnets that lie in `zones`; all of them where `zones` is empty.
 *
 * @throws RunError (inside the output) when no subnet lies in them.
 */
export function inZones(subnets: readonly ZonedSubnet[], zones: readonly string[]): pulumi.Output<string[]> {
  if (zones.length === 0) return pulumi.all(subnets.map(({ id }) => id));
  return pulumi.all(subnets.map(({ id, zone }) => pulumi.all({ id, zone }))).apply((known) => {
    const ids = known.filter(({ zone }) => zones.includes(zone)).map(({ id }) => id);
    if (ids.length > 0) return ids;
    const present = known.map(({ zone }) => zone).join(", ");
    throw new pulumi.RunError(`no private subnet lies in ${zones.join(", ")}: a node pool's zones may be ${present}`);
  });
}
