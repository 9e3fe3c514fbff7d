import { format, parse, subnet } from "../cidr";

/** Longest and shortest VPC prefix that {@link planSubnets} can divide; AWS itself allows /16 to /28. */
export const VPC_PREFIX = { largest: 16, smallest: 20 } as const;

/** Most zones that {@link planSubnets} has room for. */
export const MOST_ZONES = 6;

/** Address ranges of the subnets, one a zone and kind, in the order of the zones. */
export interface SubnetPlan {
  /** Nodes and pods: an eighth of the VPC each, a /19 of a /16. */
  readonly private: readonly string[];
  /** NAT gateways and public load balancers: a 256th of the VPC each, a /24 of a /16. */
  readonly public: readonly string[];
  /** The control plane's network interfaces: a /28 each, since AWS advises 16 addresses and subnets of their own. */
  readonly controlPlane: readonly string[];
}

/**
 * Divides a VPC's range. The places do not depend on the number of zones, so adding a zone moves no subnet.
 *
 * @throws RangeError for a range smaller than /20 or for more than six zones.
 */
export function planSubnets(vpc: string, zones: number): SubnetPlan {
  const range = parse(vpc);
  if (range.prefix > VPC_PREFIX.smallest || zones > MOST_ZONES) {
    throw new RangeError(`${vpc} cannot be divided into subnets for ${zones} zones`);
  }
  const eighth = (index: number): ReturnType<typeof subnet> => subnet(range, range.prefix + 3, index);
  const each = (part: (index: number) => ReturnType<typeof subnet>): string[] =>
    Array.from({ length: zones }, (_, index) => format(part(index)));
  return {
    private: each(eighth),
    public: each((index) => subnet(eighth(MOST_ZONES), range.prefix + 8, index)),
    controlPlane: each((index) => subnet(eighth(MOST_ZONES + 1), 28, index)),
  };
}
