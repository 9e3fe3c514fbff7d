export { constructAddon } from "./addon";
export { constructCluster } from "./cluster";
export { getKubeconfig } from "./kubeconfig";
export { constructManagedNodeGroup } from "./managed-node-group";
export { constructVpcCniAddon } from "./vpc-cni-addon";
