import { format, parse, size, subnet, type Cidr } from "../cidr";

/** Prefix of the nodes' range: 4,092 nodes, more than the pods' range ever allows. */
const NODE_PREFIX = 20;
/** GKE wants exactly this size for the control plane. */
const CONTROL_PLANE_PREFIX = 28;
/** Each node takes this much of the pods' range, for at most 110 pods. */
const PODS_PER_NODE_PREFIX = 24;
/** Addresses of a subnetwork's primary range that Google Cloud keeps. */
const RESERVED_ADDRESSES = 4;
/** Smallest network that holds nodes and control plane: a /25 and a /28. */
export const LONGEST_NETWORK_PREFIX = 24;

export interface NetworkRanges {
  readonly nodes: string;
  readonly controlPlane: string;
}

/** Cuts the network's range: nodes at its beginning, the control plane's /28 at its end. */
export function planRanges(networkCidr: string): NetworkRanges {
  const network = parse(networkCidr);
  return {
    nodes: format(nodeRange(network)),
    controlPlane: format(subnet(network, CONTROL_PLANE_PREFIX, -1)),
  };
}

/** Nodes that find an address in the nodes' range of a network. */
export function nodeCapacity(networkCidr: string): number {
  return size(nodeRange(parse(networkCidr))) - RESERVED_ADDRESSES;
}

/** Nodes that find a /24 in the pods' range; zero for a range longer than that. */
export function podRangeCapacity(podCidr: string): number {
  return Math.floor(2 ** (PODS_PER_NODE_PREFIX - parse(podCidr).prefix));
}

function nodeRange(network: Cidr): Cidr {
  return subnet(network, Math.max(NODE_PREFIX, network.prefix + 1), 0);
}
