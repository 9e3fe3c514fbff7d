import { format, overlaps, parse } from "../../components/network/cidr";
import type { StackConfig } from "../config";
import type { Problem } from "../problem";

/** Ranges of the network must be networks and must not overlap; two subnets with one route would lose packets. */
export function checkNetwork(config: StackConfig): Problem[] {
  if (config.cluster.provider === "existing") return [];
  const ranges = (["cidr", "podCidr", "serviceCidr"] as const).map((key) => ({ key, cidr: config.network[key] }));
  const problems: Problem[] = ranges
    .filter(({ cidr }) => format(parse(cidr)) !== cidr)
    .map(({ key, cidr }) => ({
      path: ["network", key],
      message: `${cidr} is an address within a network`,
      remedy: "give the network's first address",
    }));
  ranges.forEach(({ key, cidr }, index) => {
    const other = ranges.slice(0, index).find((earlier) => overlaps(parse(earlier.cidr), parse(cidr)));
    if (other === undefined) return;
    problems.push({
      path: ["network", key],
      message: `${cidr} overlaps network.${other.key} ${other.cidr}`,
      remedy: "give ranges that share no address",
    });
  });
  return problems;
}
