/** What the names of all the cluster's CloudWatch log groups begin with; the stack's key is open to these only. */
export function logGroupPrefix(cluster: string): string {
  return `/aws/eks/${cluster}/`;
}

/** EKS itself chooses the name of the control plane's group. */
export const LOG_GROUPS = { controlPlane: "cluster", containers: "containers", flowLogs: "flow-logs" } as const;

/** The name of one of the cluster's log groups. */
export function logGroupName(cluster: string, group: keyof typeof LOG_GROUPS): string {
  return `${logGroupPrefix(cluster)}${LOG_GROUPS[group]}`;
}

/**
 * Days that CloudWatch Logs can keep a group.
 * Source: Amazon CloudWatch Logs API reference, PutRetentionPolicy.
 */
export const RETENTION_DAYS: readonly number[] = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];
