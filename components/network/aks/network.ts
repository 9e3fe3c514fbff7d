import type * as pulumi from "@pulumi/pulumi";

/** The network as the cluster and its nodes see it, whether the stack made it or it was there. */
export interface Network {
  /** Resource id of the subnet that all nodes join. */
  readonly nodeSubnetId: pulumi.Output<string>;
  /** Resource id of the subnet delegated to the API server; undefined: the API server stays outside the network. */
  readonly apiServerSubnetId: pulumi.Output<string> | undefined;
  /** Public address that the nodes' traffic leaves from; undefined where an existing network decides that. */
  readonly egressAddress: pulumi.Output<string> | undefined;
  /** What nodes need to reach the outside: it outlives the cluster. */
  readonly ready: readonly pulumi.Resource[];
}
