import { ConfigMap } from "@pulumi/kubernetes/core/v1/configMap";
import type * as pulumi from "@pulumi/pulumi";

/**
 * Turns on NetworkPolicy enforcement in EKS Auto Mode, which accepts policies and ignores them until this ConfigMap
 * exists. Source: Amazon EKS user guide, "Use Network Policies with EKS Auto Mode".
 */
export function enforceNetworkPolicies(name: string, options: pulumi.CustomResourceOptions): ConfigMap {
  return new ConfigMap(
    `${name}-network-policy`,
    {
      metadata: { name: "amazon-vpc-cni", namespace: "kube-system" },
      data: { "enable-network-policy-controller": "true" },
    },
    options,
  );
}
