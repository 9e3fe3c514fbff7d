import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { loadBalancerController } from "../aws-load-balancer-controller";
import { certManager } from "../cert-manager";
import type { Addon, AddonContext, InstalledAddon } from "../contract";
import { envoyGateway } from "../envoy-gateway";
import { namespaces } from "../namespaces";
import { prometheusOperatorCrds } from "../prometheus-operator-crds";
import { createAddonNamespace, readyOf } from "../release";
import { platformHosts } from "./hosts";
import { createMonitors } from "./monitors";
import { clientTrafficSpec, envoyProxySpec, GATEWAY, gatewaySpec, redirectSpec } from "./objects";

export interface Gateway extends InstalledAddon {
  /** Name of the Gateway, for the `parentRefs` of routes. */
  readonly gatewayName: string;
  readonly gatewayNamespace: string;
  readonly gatewayClass: string;
}

const GATEWAY_API = "gateway.networking.k8s.io/v1";
const ENVOY_API = "gateway.envoyproxy.io/v1alpha1";

/** Makes the class and its proxies' settings, which the Gateway then names. */
function createClass(context: AddonContext, namespace: pulumi.Resource, dependsOn: pulumi.Resource[]): pulumi.Resource {
  const { config, target, parent, priorityClass } = context;
  const proxy = new kubernetes.apiextensions.CustomResource(
    "gateway-proxy",
    {
      apiVersion: ENVOY_API,
      kind: "EnvoyProxy",
      metadata: { name: GATEWAY, namespace: namespaces.gateway.name },
      spec: envoyProxySpec(config, target, priorityClass),
    },
    { parent, dependsOn: [namespace, ...dependsOn, ...(priorityClass ? [priorityClass.resource] : [])] },
  );
  return new kubernetes.apiextensions.CustomResource(
    "gateway-class",
    {
      apiVersion: GATEWAY_API,
      kind: "GatewayClass",
      metadata: { name: GATEWAY },
      spec: {
        controllerName: "gateway.envoyproxy.io/gatewayclass-controller",
        parametersRef: {
          group: "gateway.envoyproxy.io",
          kind: "EnvoyProxy",
          name: GATEWAY,
          namespace: namespaces.gateway.name,
        },
      },
    },
    { parent, dependsOn: proxy },
  );
}

function createGateway(context: AddonContext, gatewayClass: pulumi.Resource): pulumi.Resource {
  const { config, parent } = context;
  const issuer = context.installed(certManager)?.issuer;
  return new kubernetes.apiextensions.CustomResource(
    "gateway",
    {
      apiVersion: GATEWAY_API,
      kind: "Gateway",
      metadata: {
        name: GATEWAY,
        namespace: namespaces.gateway.name,
        // Nothing waits for its address: where no load balancer answers, as on a bare API server, it never gets one.
        annotations: issuer ? { "cert-manager.io/cluster-issuer": issuer.name } : {},
      },
      spec: gatewaySpec(platformHosts(config)),
    },
    { parent, dependsOn: [gatewayClass, ...(issuer?.ready ?? [])] },
  );
}

function createTrafficRules({ config, parent }: AddonContext, dependsOn: pulumi.Resource[]): void {
  const metadata = (name: string): { name: string; namespace: string } => ({
    name,
    namespace: namespaces.gateway.name,
  });
  new kubernetes.apiextensions.CustomResource(
    "gateway-client-traffic",
    { apiVersion: ENVOY_API, kind: "ClientTrafficPolicy", metadata: metadata(GATEWAY), spec: clientTrafficSpec() },
    { parent, dependsOn },
  );
  const hosts = platformHosts(config);
  // Without host names the route would redirect any name at all.
  if (hosts.length === 0) return;
  new kubernetes.apiextensions.CustomResource(
    "gateway-redirect",
    { apiVersion: GATEWAY_API, kind: "HTTPRoute", metadata: metadata("https-redirect"), spec: redirectSpec(hosts) },
    { parent, dependsOn },
  );
}

/** The platform's one door: a Gateway with a certificate for each name. */
export const gateway: Addon<Gateway> = {
  name: "gateway",
  title: "Gateway",
  description: "Takes all requests from outside, with TLS, and hands them to the routes of each name's namespace.",
  chart: undefined,
  namespace: namespaces.gateway,
  identity: undefined,
  needs: [envoyGateway],
  uses: [prometheusOperatorCrds, certManager, loadBalancerController],
  enabled: ({ addons }) => addons.gateway.enabled,
  values: () => ({}),
  install(context) {
    const controller = readyOf(context.installed(envoyGateway));
    // The namespace holds the proxies' Service: on destroy it must be gone, with its load balancer, before the
    // controller that deletes load balancers is.
    const namespace = createAddonNamespace(this, context, readyOf(context.installed(loadBalancerController)));
    const gatewayClass = createClass(context, namespace, controller);
    const platform = createGateway(context, gatewayClass);
    createTrafficRules(context, [namespace, ...controller]);
    createMonitors(context, namespace);
    return {
      ready: [platform],
      gatewayName: GATEWAY,
      gatewayNamespace: namespaces.gateway.name,
      gatewayClass: GATEWAY,
    };
  },
};
