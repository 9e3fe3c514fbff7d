import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { PlatformPriority } from "./contract";

const NAME = "platform-critical";

/**
 * The platform's pods go before those of tenants when nodes are full. The classes `system-*-critical` are not for
 * this: GKE allows them in kube-system only.
 */
export function createPriority(options: pulumi.CustomResourceOptions): PlatformPriority {
  const resource = new kubernetes.scheduling.v1.PriorityClass(
    NAME,
    {
      metadata: { name: NAME },
      value: 1_000_000,
      globalDefault: false,
      preemptionPolicy: "PreemptLowerPriority",
      description: "Add-ons of the platform, which tenants' pods need in order to work",
    },
    options,
  );
  return { name: NAME, resource };
}
