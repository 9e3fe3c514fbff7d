import type { CloudClusterConfig, ExistingNetworkConfig, StackConfig } from "../../../stacks/config";
import type { Problem } from "../../../stacks/problem";
import { LONGEST_NETWORK_PREFIX, planSubnets, RESERVED_ADDRESSES } from "../../network/aks/subnet-plan";
import { ZONES } from "../../network/aks/zones";
import { overlaps, parse, size } from "../../network/cidr";
import { mostNodes } from "./node-pools";
import { LONGEST_SERVICE_PREFIX } from "./service-address";

/** Ranges that AKS uses itself or that mean something else (AKS docs, "Azure CNI Overlay networking"). */
const FORBIDDEN_RANGES = ["169.254.0.0/16", "192.0.2.0/24", "172.30.0.0/16", "172.31.0.0/16"] as const;

/** AKS gives each node a /24 of the pods' range. */
const NODE_PREFIX = 24;

/** A services' range must be smaller than this. */
const SERVICE_PREFIX_LIMIT = 12;

const SUBNET_ID =
  /^(\/subscriptions\/[0-9a-f-]{36}\/resourceGroups\/[^/]+\/providers\/Microsoft\.Network\/virtualNetworks\/[^/]+)\/subnets\/[^/]+$/i;
const NETWORK_ID =
  /^\/subscriptions\/[0-9a-f-]{36}\/resourceGroups\/[^/]+\/providers\/Microsoft\.Network\/virtualNetworks\/[^/]+$/i;

/** Ranges, zones and room for nodes. */
export function checkNetwork({ network }: StackConfig, cluster: CloudClusterConfig): Problem[] {
  const nodes = cluster.nodePools.reduce((sum, pool) => sum + mostNodes(pool), 0);
  return [
    ...checkRanges(network),
    ...checkPodRange(network.podCidr, nodes),
    ...checkServiceRange(network.serviceCidr),
    ...checkZones(network.zones),
    ...(network.existing ? checkExisting(network.existing) : checkNodeSubnet(network.cidr, nodes)),
  ];
}

function checkRanges(network: StackConfig["network"]): Problem[] {
  const keys = network.existing ? (["podCidr", "serviceCidr"] as const) : (["cidr", "podCidr", "serviceCidr"] as const);
  return keys.flatMap((key) =>
    FORBIDDEN_RANGES.filter((range) => overlaps(parse(range), parse(network[key]))).map((range) => ({
      path: ["network", key],
      message: `${network[key]} overlaps ${range}, which AKS refuses`,
      remedy: "give a range of 10.0.0.0/8, 192.168.0.0/16 or 100.64.0.0/10",
    })),
  );
}

function checkPodRange(podCidr: string, nodes: number): Problem[] {
  const room = 2 ** (NODE_PREFIX - parse(podCidr).prefix);
  if (room >= nodes) return [];
  return [
    {
      path: ["network", "podCidr"],
      message: `${podCidr} has room for ${Math.floor(room)} nodes, a /${NODE_PREFIX} each; the pools reach ${nodes} while they roll`,
      remedy: `give a range of /${NODE_PREFIX - Math.ceil(Math.log2(nodes))} or larger, or pools with fewer nodes`,
    },
  ];
}

function checkServiceRange(serviceCidr: string): Problem[] {
  const { prefix } = parse(serviceCidr);
  if (prefix > SERVICE_PREFIX_LIMIT && prefix <= LONGEST_SERVICE_PREFIX) return [];
  return [
    {
      path: ["network", "serviceCidr"],
      message:
        prefix > SERVICE_PREFIX_LIMIT
          ? `${serviceCidr} has no address for the cluster's DNS`
          : `${serviceCidr} is too large: AKS takes less than a /${SERVICE_PREFIX_LIMIT}`,
      remedy: "give a range such as 10.96.0.0/20",
    },
  ];
}

function checkZones(zones: number | readonly string[]): Problem[] {
  const path = ["network", "zones"];
  if (typeof zones === "number") {
    if (zones <= ZONES.length) return [];
    return [
      { path, message: `Azure regions have ${ZONES.length} zones at most`, remedy: `give at most ${ZONES.length}` },
    ];
  }
  return zones.flatMap((zone, index) =>
    ZONES.includes(zone)
      ? []
      : [
          {
            path: [...path, index],
            message: `${zone} is no availability zone`,
            remedy: 'Azure calls them "1", "2" and "3" in every region',
          },
        ],
  );
}

function checkNodeSubnet(cidr: string, nodes: number): Problem[] {
  const path = ["network", "cidr"];
  if (parse(cidr).prefix > LONGEST_NETWORK_PREFIX) {
    return [
      {
        path,
        message: `${cidr} is too small for nodes and API server`,
        remedy: `give a range of /${LONGEST_NETWORK_PREFIX} or larger`,
      },
    ];
  }
  const subnet = planSubnets(cidr).nodes;
  const room = size(parse(subnet)) - RESERVED_ADDRESSES;
  if (room >= nodes) return [];
  return [
    {
      path,
      message: `its first half, ${subnet}, has ${room} addresses for nodes; the pools reach ${nodes} while they roll`,
      remedy: "give a larger range, or pools with fewer nodes",
    },
  ];
}

function checkExisting({ id, privateSubnets, apiServerSubnet }: ExistingNetworkConfig): Problem[] {
  const path = ["network", "existing"];
  const problems: Problem[] = [];
  if (!NETWORK_ID.test(id)) {
    problems.push({
      path: [...path, "id"],
      message: `${id} is no resource id of a virtual network`,
      remedy: "give the id that `az network vnet show --query id` prints",
    });
  }
  if (privateSubnets.length !== 1) {
    problems.push({
      path: [...path, "privateSubnets"],
      message: `AKS nodes join one subnet, and there are ${privateSubnets.length}`,
      remedy: "give one subnet id",
    });
  }
  const subnets = [
    ...privateSubnets.map((subnet, index) => ({ subnet, at: ["privateSubnets", index] })),
    ...(apiServerSubnet === undefined ? [] : [{ subnet: apiServerSubnet, at: ["apiServerSubnet"] }]),
  ];
  for (const { subnet, at } of subnets) {
    if (SUBNET_ID.exec(subnet)?.[1]?.toLowerCase() === id.toLowerCase()) continue;
    problems.push({
      path: [...path, ...at],
      message: `${subnet} is no resource id of a subnet of this network`,
      remedy: "give the id that `az network vnet subnet show --query id` prints",
    });
  }
  if (apiServerSubnet !== undefined && privateSubnets.includes(apiServerSubnet)) {
    problems.push({
      path: [...path, "apiServerSubnet"],
      message: "the API server's subnet takes nothing else, no nodes either",
      remedy: "give a subnet of its own, /28 or larger, delegated to Microsoft.ContainerService/managedClusters",
    });
  }
  return problems;
}
