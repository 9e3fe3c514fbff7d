import type * as pulumi from "@pulumi/pulumi";
import type { Addons } from "../components/addons";
import type { Application } from "../components/app";
import type { Target } from "../components/cluster/contract";

/** What people use next. */
export interface StackOutputs {
  readonly clusterName: pulumi.Output<string>;
  /** Address of the API server. */
  readonly endpoint: pulumi.Output<string>;
  /** Secret. */
  readonly kubeconfig: pulumi.Output<string>;
  /** Shell command that gives a person a kubeconfig entry. */
  readonly connect: pulumi.Output<string>;
  /** Addresses for people; what has no public name is left out. */
  readonly urls: Readonly<Record<string, string>>;
  /** Name servers to delegate the zone to; empty where the stack makes no zone. */
  readonly nameServers: pulumi.Output<string[]> | readonly string[];
  /** StorageClass of the platform's volumes; `(default)` is the cluster's own. */
  readonly storageClass: string;
  /** GatewayClass of the platform's Gateway; empty where the gateway is off. */
  readonly gatewayClass: string;
  /** Cloud identities by add-on: role ARN, client id or principal. */
  readonly identities: Readonly<Record<string, pulumi.Output<string>>>;
}

/** Gathers the stack's outputs. */
export function stackOutputs(target: Target, addons: Addons, application: Application | undefined): StackOutputs {
  const urls = { ...addons.urls, app: application?.url };
  return {
    clusterName: target.clusterName,
    endpoint: target.endpoint,
    kubeconfig: target.kubeconfig,
    connect: target.connect,
    urls: Object.fromEntries(Object.entries(urls).flatMap(([name, url]) => (url === undefined ? [] : [[name, url]]))),
    nameServers: target.dns?.nameServers ?? [],
    storageClass: target.storage.className ?? "(default)",
    gatewayClass: addons.gateway?.className ?? "",
    identities: addons.identities,
  };
}
