import { createHash } from "node:crypto";

/**
 * `name` where it fits into `most` characters, else its beginning and a hash of all of it, so that two long names stay
 * apart. For names whose limit is below that of the cluster's name (40): node pools (32, as Pulumi adds eight) and
 * service accounts (30).
 */
export function shortName(name: string, most: number): string {
  if (name.length <= most) {
    return name;
  }
  const hash = createHash("sha256").update(name).digest("hex").slice(0, 6);
  return `${name.slice(0, most - hash.length - 1).replace(/-+$/, "")}-${hash}`;
}

/** Network tag of the cluster's nodes, which firewall rules aim at. */
export function nodeTag(clusterName: string): string {
  return `${clusterName}-nodes`;
}
