/**
 * Kubernetes minor versions that the platform supports. The floor is the oldest in the clouds' standard support
 * (1.34 leaves it by December 2026), the ceiling the newest that all charts of the version lock support.
 */
export const KUBERNETES_VERSIONS = ["1.35", "1.36"] as const;

export type KubernetesVersion = (typeof KUBERNETES_VERSIONS)[number];

export const DEFAULT_KUBERNETES: KubernetesVersion = "1.36";
