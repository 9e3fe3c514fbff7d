import type * as pulumi from "@pulumi/pulumi";

/** The network as the cluster and its nodes see it, whether the stack made it or it was there. */
export interface Network {
  readonly vpcId: pulumi.Output<string>;
  /** Private subnets for the control plane's network interfaces. */
  readonly controlPlaneSubnetIds: pulumi.Output<string[]>;
  /** Private subnets for nodes, in the given zones only; all of them where `zones` is empty. */
  nodeSubnetIds(zones: readonly string[]): pulumi.Output<string[]>;
  /** `internal` where an existing network has no public subnets. */
  readonly loadBalancerScheme: "internet-facing" | "internal";
  /** Subnets of load balancers; undefined where they are found by their role tags. */
  readonly loadBalancerSubnetIds: readonly string[] | undefined;
  /** Routes and endpoints that nodes need to reach the control plane and AWS; they outlive the cluster. */
  readonly ready: readonly pulumi.Resource[];
}

/** A private subnet and the zone that it lies in. */
export interface ZonedSubnet {
  readonly id: pulumi.Output<string>;
  readonly zone: pulumi.Output<string>;
}
