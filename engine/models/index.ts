import type * as addon from "./eks/addon";
import type * as cluster from "./eks/cluster";
import type * as kubeconfig from "./eks/get-kubeconfig";
import type * as nodeGroup from "./eks/managed-node-group";
import type * as vpcCni from "./eks/vpc-cni-addon";
import type { ConstructModel, MethodModel } from "./model";

/* eslint-disable @typescript-eslint/no-require-imports -- a model loads its SDK, which other plans must not pay for */

/** Models by the component's type. */
const CONSTRUCTS: Readonly<Record<string, (() => ConstructModel) | undefined>> = {
  "eks:index:Cluster": () => (require("./eks/cluster") as typeof cluster).constructCluster,
  "eks:index:VpcCniAddon": () => (require("./eks/vpc-cni-addon") as typeof vpcCni).constructVpcCniAddon,
  "eks:index:ManagedNodeGroup": () =>
    (require("./eks/managed-node-group") as typeof nodeGroup).constructManagedNodeGroup,
  "eks:index:Addon": () => (require("./eks/addon") as typeof addon).constructAddon,
};

/** Models by the method's token. */
const METHODS: Readonly<Record<string, (() => MethodModel) | undefined>> = {
  "eks:index:Cluster/getKubeconfig": () => (require("./eks/get-kubeconfig") as typeof kubeconfig).getKubeconfig,
};

/* eslint-enable @typescript-eslint/no-require-imports */

/** The model of a component; undefined where there is none. */
export function constructModel(type: string): ConstructModel | undefined {
  return CONSTRUCTS[type]?.();
}

/** The model of a component's method; undefined where there is none. */
export function methodModel(token: string): MethodModel | undefined {
  return METHODS[token]?.();
}
