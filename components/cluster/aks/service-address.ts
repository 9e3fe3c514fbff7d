import { format, parse, subnet } from "../../network/cidr";

/** Place of the DNS service's address in the services' range; the first address is the API server's. */
const DNS_PLACE = 10;

/** Longest prefix of a services' range that has an address for DNS. */
export const LONGEST_SERVICE_PREFIX = 28;

/** Address of the cluster's DNS service, such as `10.96.0.10`. */
export function dnsServiceAddress(serviceCidr: string): string {
  return format(subnet(parse(serviceCidr), 32, DNS_PLACE)).replace("/32", "");
}
