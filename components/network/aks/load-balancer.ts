import type { LoadBalancer } from "../../cluster/contract";

/**
 * A Standard Load Balancer. `Local` keeps clients' addresses and makes Azure probe the node's own health endpoint;
 * with `Cluster` a port of appProtocol http would be probed with `GET /`, which a gateway without a route for the
 * node's name answers with 404 (AKS docs, "Use a public standard load balancer").
 */
export const standardLoadBalancer: LoadBalancer = {
  type: "LoadBalancer",
  loadBalancerClass: undefined,
  annotations: {},
  externalTrafficPolicy: "Local",
};
