import { format, parse, subnet } from "../cidr";

/** Addresses that Azure keeps in each subnet (Azure Virtual Network FAQ). */
export const RESERVED_ADDRESSES = 5;

/** Smallest API server subnet that AKS accepts (AKS docs, "API server VNet integration"). */
const API_SERVER_PREFIX = 28;

/** Longest prefix of a virtual network that holds nodes and API server: a /28 for each. */
export const LONGEST_NETWORK_PREFIX = API_SERVER_PREFIX - 1;

/** Ranges of the virtual network's subnets. */
export interface SubnetPlan {
  readonly nodes: string;
  readonly apiServer: string;
}

/**
 * The first half of the network for nodes, its last /28 for the API server; what lies between is free for the
 * network's owner, such as for private endpoints. Pods have a range of their own (Azure CNI overlay).
 *
 * @param cidr /27 or larger.
 * @throws RangeError when the network is smaller.
 */
export function planSubnets(cidr: string): SubnetPlan {
  const network = parse(cidr);
  if (network.prefix > LONGEST_NETWORK_PREFIX)
    throw new RangeError(`${cidr} is smaller than /${LONGEST_NETWORK_PREFIX}`);
  return {
    nodes: format(subnet(network, network.prefix + 1, 0)),
    apiServer: format(subnet(network, API_SERVER_PREFIX, -1)),
  };
}
