/** The parts of a DNS zone's resource id. */
export interface ZoneId {
  readonly id: string;
  readonly subscriptionId: string;
  readonly resourceGroupName: string;
  readonly resourceGroupId: string;
  readonly zone: string;
}

const ZONE_ID =
  /^(\/subscriptions\/([0-9a-f-]{36})\/resourceGroups\/([^/]+))\/providers\/Microsoft\.Network\/dnsZones\/([^/]+)$/i;

/** Takes a DNS zone's resource id apart; undefined where `id` is none. Azure compares ids without regard to case. */
export function parseZoneId(id: string): ZoneId | undefined {
  const match = ZONE_ID.exec(id);
  if (!match) return undefined;
  const [, resourceGroupId = "", subscriptionId = "", resourceGroupName = "", zone = ""] = match;
  return { id, subscriptionId, resourceGroupName, resourceGroupId, zone };
}
