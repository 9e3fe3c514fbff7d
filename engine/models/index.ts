import type { ConstructModel, MethodModel } from "./model";
import type * as eksModels from "./eks";

// The models of a package load its SDK, which a plan for another cloud must not pay for.
// eslint-disable-next-line @typescript-eslint/no-require-imports -- a dynamic import would be asynchronous
const eks = (): typeof eksModels => require("./eks") as typeof eksModels;

/** Models by the component's type. */
const CONSTRUCTS: Readonly<Record<string, (() => ConstructModel) | undefined>> = {
  "eks:index:Cluster": () => eks().constructCluster,
  "eks:index:VpcCniAddon": () => eks().constructVpcCniAddon,
  "eks:index:ManagedNodeGroup": () => eks().constructManagedNodeGroup,
  "eks:index:Addon": () => eks().constructAddon,
};

/** Models by the method's token. */
const METHODS: Readonly<Record<string, (() => MethodModel) | undefined>> = {
  "eks:index:Cluster/getKubeconfig": () => eks().getKubeconfig,
};

/** The model of a component; undefined where there is none. */
export function constructModel(type: string): ConstructModel | undefined {
  return CONSTRUCTS[type]?.();
}

/** The model of a component's method; undefined where there is none. */
export function methodModel(token: string): MethodModel | undefined {
  return METHODS[token]?.();
}
