import type { CloudClusterConfig, ExistingNetworkConfig, StackConfig } from "../../../../stacks/config";
import type { Problem } from "../../../../stacks/problem";
import { contains, parse } from "../../../network/cidr";
import { MOST_ZONES, VPC_PREFIX } from "../../../network/eks/subnet-plan";
import { REFUSED_ZONE_IDS, zoneCount } from "../../../network/eks/zones";

const SERVICE_PREFIX = { largest: 12, smallest: 24 };
const PRIVATE_RANGES = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"].map(parse);

/** Ranges, zones and the subnets of an existing network. */
export function checkNetwork(config: StackConfig, cluster: CloudClusterConfig): Problem[] {
  const { cidr, existing, serviceCidr, zones } = config.network;
  return [
    ...checkServiceCidr(serviceCidr),
    ...(existing ? checkExisting(existing) : [...checkVpcCidr(cidr), ...checkZones(zones, cluster.region)]),
  ];
}

function checkVpcCidr(cidr: string): Problem[] {
  const { prefix } = parse(cidr);
  if (prefix >= VPC_PREFIX.largest && prefix <= VPC_PREFIX.smallest) return [];
  return [
    {
      path: ["network", "cidr"],
      message:
        prefix < VPC_PREFIX.largest
          ? `${cidr} is larger than a VPC can be`
          : `${cidr} is too small for subnets of nodes, pods and load balancers in each zone`,
      remedy: `give a range from /${VPC_PREFIX.largest} to /${VPC_PREFIX.smallest}`,
    },
  ];
}

/** Source: Amazon EKS API reference, KubernetesNetworkConfigRequest. */
function checkServiceCidr(cidr: string): Problem[] {
  const range = parse(cidr);
  const path = ["network", "serviceCidr"];
  const problems: Problem[] = [];
  if (range.prefix < SERVICE_PREFIX.largest || range.prefix > SERVICE_PREFIX.smallest) {
    problems.push({
      path,
      message: `EKS does not take a range of Services of /${range.prefix}`,
      remedy: `give one from /${SERVICE_PREFIX.largest} to /${SERVICE_PREFIX.smallest}`,
    });
  }
  if (!PRIVATE_RANGES.some((outer) => contains(outer, range))) {
    problems.push({
      path,
      message: `EKS takes a range of Services only from private addresses, not ${cidr}`,
      remedy: "give a part of 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16",
    });
  }
  return problems;
}

function checkZones(zones: number | readonly string[], region: string): Problem[] {
  const path = ["network", "zones"];
  const count = zoneCount(zones);
  const problems: Problem[] = [];
  if (count < 2 || count > MOST_ZONES) {
    problems.push({
      path,
      message: count < 2 ? "EKS needs subnets in at least two zones" : `there is room for ${MOST_ZONES} zones only`,
      remedy: `give 2 to ${MOST_ZONES} zones; 3 suits most`,
    });
  }
  if (typeof zones === "number") return problems;
  zones.forEach((zone, index) => {
    const message = wrongZone(zone, zones.indexOf(zone) < index, region);
    if (message !== undefined) {
      problems.push({ path: [...path, index], message, remedy: `give the names of zones, such as ${region}a` });
    }
  });
  return problems;
}

function wrongZone(zone: string, isRepeated: boolean, region: string): string | undefined {
  if (REFUSED_ZONE_IDS.includes(zone)) return `zone ${zone} cannot hold an EKS cluster`;
  if (!isZoneOf(region, zone)) return `${zone} is not the name of a zone of ${region}`;
  return isRepeated ? `zone ${zone} is named twice` : undefined;
}

/** True when `zone` has the form of a zone's name in `region`, such as `eu-central-1a`. */
export function isZoneOf(region: string, zone: string): boolean {
  return zone.length === region.length + 1 && zone.startsWith(region) && /[a-z]$/.test(zone);
}

function checkExisting(existing: ExistingNetworkConfig): Problem[] {
  const path = ["network", "existing"];
  const problems: Problem[] = [];
  if (!existing.id.startsWith("vpc-")) {
    problems.push({
      path: [...path, "id"],
      message: `${existing.id} is not the id of a VPC`,
      remedy: "give one such as vpc-0123456789abcdef0",
    });
  }
  if (new Set(existing.privateSubnets).size < 2) {
    problems.push({
      path: [...path, "privateSubnets"],
      message: "EKS needs subnets in at least two zones",
      remedy: "give two or more private subnets, each in another zone",
    });
  }
  for (const key of ["privateSubnets", "publicSubnets"] as const) {
    existing[key].forEach((id, index) => {
      if (id.startsWith("subnet-")) return;
      problems.push({
        path: [...path, key, index],
        message: `${id} is not the id of a subnet`,
        remedy: "give one such as subnet-0123456789abcdef0",
      });
    });
  }
  return problems;
}
