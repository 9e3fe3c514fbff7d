import type { CloudClusterConfig, ExistingNetworkConfig, NetworkConfig, StackConfig } from "../../../stacks/config";
import type { Problem } from "../../../stacks/problem";
import { parse } from "../../network/cidr";
import { LONGEST_NETWORK_PREFIX, nodeCapacity, podRangeCapacity } from "../../network/gke/ranges";
import { checkZones } from "./zones";

/** Zones that a region surely has. */
const MOST_ZONES = 3;
/** Longest range of pods on Autopilot. */
const AUTOPILOT_POD_PREFIX = 21;
const SERVICE_PREFIXES = { shortest: 16, longest: 24 };

/** Ranges that cannot hold the nodes; GKE can change none of them later. */
export function checkNetwork({ network }: StackConfig, cluster: CloudClusterConfig): readonly Problem[] {
  const zones = cluster.mode === "auto" ? [] : checkNetworkZones(network, cluster.region);
  return network.existing
    ? [...zones, ...checkExisting(network.existing)]
    : [...zones, ...checkRanges(network, cluster)];
}

function checkNetworkZones({ zones }: NetworkConfig, region: string): readonly Problem[] {
  if (typeof zones !== "number") {
    return checkZones(zones, region, ["network", "zones"]);
  }
  return zones <= MOST_ZONES
    ? []
    : [
        {
          path: ["network", "zones"],
          message: `${zones} zones are more than the ${MOST_ZONES} that every Google Cloud region has`,
          remedy: `give at most ${MOST_ZONES}, or the zones' names`,
        },
      ];
}

function checkExisting(existing: ExistingNetworkConfig): readonly Problem[] {
  const path = ["network", "existing"];
  const problems: Problem[] = [];
  if (existing.privateSubnets.length !== 1) {
    problems.push({
      path: [...path, "privateSubnets"],
      message: `names ${existing.privateSubnets.length} subnetworks, and a GKE cluster's nodes are in one`,
      remedy: "name the nodes' subnetwork",
    });
  }
  for (const key of ["podRange", "serviceRange"] as const) {
    if (existing[key] === undefined) {
      problems.push({
        path: [...path, key],
        message: "is missing, and GKE takes secondary ranges by name",
        remedy: "give the name of a secondary range of the subnetwork",
      });
    }
  }
  return problems;
}

function checkRanges(network: NetworkConfig, cluster: CloudClusterConfig): readonly Problem[] {
  if (parse(network.cidr).prefix > LONGEST_NETWORK_PREFIX) {
    return [
      {
        path: ["network", "cidr"],
        message: `\`${network.cidr}\` is too small for nodes and the control plane's /28`,
        remedy: `give a /${LONGEST_NETWORK_PREFIX} or wider, such as \`10.0.0.0/16\``,
      },
    ];
  }
  return [...checkServiceRange(network), ...checkCapacity(network, cluster)];
}

function checkServiceRange({ serviceCidr }: NetworkConfig): readonly Problem[] {
  const { prefix } = parse(serviceCidr);
  return prefix >= SERVICE_PREFIXES.shortest && prefix <= SERVICE_PREFIXES.longest
    ? []
    : [
        {
          path: ["network", "serviceCidr"],
          message: `\`${serviceCidr}\` is no size that GKE and the platform's Services can do with`,
          remedy: `give a /${SERVICE_PREFIXES.shortest} to /${SERVICE_PREFIXES.longest}, such as \`10.96.0.0/20\``,
        },
      ];
}

function checkCapacity(network: NetworkConfig, cluster: CloudClusterConfig): readonly Problem[] {
  if (cluster.mode === "auto") {
    return parse(network.podCidr).prefix <= AUTOPILOT_POD_PREFIX
      ? []
      : [
          {
            path: ["network", "podCidr"],
            message: `\`${network.podCidr}\` is too small for Autopilot`,
            remedy: `give a /${AUTOPILOT_POD_PREFIX} or wider, such as \`10.64.0.0/16\``,
          },
        ];
  }
  const nodes = mostNodes(cluster);
  const problems: Problem[] = [];
  if (nodes > podRangeCapacity(network.podCidr)) {
    problems.push({
      path: ["network", "podCidr"],
      message: `\`${network.podCidr}\` has a /24 for ${podRangeCapacity(network.podCidr)} nodes, and the pools can grow to ${nodes} while they are upgraded`,
      remedy: `give a /${24 - Math.ceil(Math.log2(nodes))} or wider, or lower the pools' max`,
    });
  }
  if (nodes > nodeCapacity(network.cidr)) {
    problems.push({
      path: ["network", "cidr"],
      message: `\`${network.cidr}\` has addresses for ${nodeCapacity(network.cidr)} nodes, and the pools can grow to ${nodes} while they are upgraded`,
      remedy: "give a wider range, or lower the pools' max",
    });
  }
  return problems;
}

/** All pools at their largest, with the one node more of each that an upgrade adds. */
function mostNodes({ nodePools }: CloudClusterConfig): number {
  return nodePools.reduce((sum, pool) => sum + pool.max + 1, 0);
}
