import * as ipaddr from "ipaddr.js";

/** An IPv4 range; `first` is its first address as a number, whatever host bits the text had. */
export interface Cidr {
  readonly first: number;
  readonly prefix: number;
}

/**
 * Reads a range such as `10.0.0.0/16`.
 *
 * @throws Error when `text` is no IPv4 range.
 */
export function parse(text: string): Cidr {
  const [address, prefix] = ipaddr.IPv4.parseCIDR(text);
  const number = address.toByteArray().reduce((sum, byte) => sum * 256 + byte, 0);
  return { first: number - (number % 2 ** (32 - prefix)), prefix };
}

/** Writes a range as `10.0.0.0/16`. */
export function format(cidr: Cidr): string {
  const octets = [24, 16, 8, 0].map((shift) => Math.floor(cidr.first / 2 ** shift) % 256);
  return `${octets.join(".")}/${cidr.prefix}`;
}

/** Number of addresses in the range. */
export function size(cidr: Cidr): number {
  return 2 ** (32 - cidr.prefix);
}

/** True when all of `inner` lies in `outer`. */
export function contains(outer: Cidr, inner: Cidr): boolean {
  return outer.first <= inner.first && inner.first + size(inner) <= outer.first + size(outer);
}

/** True when the two ranges share an address. */
export function overlaps(one: Cidr, other: Cidr): boolean {
  return contains(one, other) || contains(other, one);
}

/**
 * The `index`th part of `cidr` when it is cut into parts of length `prefix`; a negative index counts from the end.
 *
 * @throws RangeError when there is no such part.
 */
export function subnet(cidr: Cidr, prefix: number, index: number): Cidr {
  const parts = 2 ** (prefix - cidr.prefix);
  const place = index < 0 ? parts + index : index;
  if (!Number.isInteger(parts) || prefix > 32 || place < 0 || place >= parts) {
    throw new RangeError(`${format(cidr)} has no part /${prefix} number ${index}`);
  }
  return { first: cidr.first + place * 2 ** (32 - prefix), prefix };
}
