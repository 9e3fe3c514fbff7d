/**
 * Name of a key vault. Vaults share one name space over all of Azure and keep their names while soft-deleted, so each
 * has a suffix of its own: 3 to 24 letters, digits and single hyphens (Microsoft Learn, "Naming rules").
 *
 * @param suffix 8 lower-case letters and digits.
 */
export function vaultName(clusterName: string, suffix: string): string {
  const readable = clusterName.replace(/-+/g, "-").slice(0, 12).replace(/-$/, "");
  return `kv-${readable}-${suffix}`;
}

/**
 * Name of an Azure Data Explorer cluster, which is a host name too: 4 to 22 lower-case letters and digits.
 *
 * @param suffix 8 lower-case letters and digits.
 */
export function logStoreName(clusterName: string, suffix: string): string {
  return `logs${clusterName.replace(/-/g, "").slice(0, 10)}${suffix}`;
}
