import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { AddonContext } from "../contract";
import { envoyGateway } from "../envoy-gateway";
import { namespaces } from "../namespaces";
import { platformHost, type PlatformHost } from "./hosts";
import { GATEWAY } from "./objects";

/** The Service that a route sends its requests to. */
export interface Backend {
  readonly service: string;
  readonly port: number;
}

/**
 * Serves an add-on's Service under its name of the platform. The route is an object of its own, not the chart's: it
 * waits for the Gateway API's CRDs, and the add-on's release does not. Makes nothing where the gateway is off.
 */
export function createRoute(
  context: AddonContext,
  listener: PlatformHost["listener"],
  backend: Backend,
  namespace: pulumi.Resource,
): void {
  const gatewayApi = context.installed(envoyGateway);
  const host = platformHost(context.config, listener);
  if (gatewayApi === undefined || host === undefined) return;
  new kubernetes.apiextensions.CustomResource(
    `${listener}-route`,
    {
      apiVersion: "gateway.networking.k8s.io/v1",
      kind: "HTTPRoute",
      metadata: { name: listener, namespace: host.namespace },
      spec: {
        parentRefs: [{ name: GATEWAY, namespace: namespaces.gateway.name, sectionName: host.listener }],
        hostnames: [host.hostname],
        rules: [{ backendRefs: [{ name: backend.service, port: backend.port }] }],
      },
    },
    { parent: context.parent, dependsOn: [namespace, ...gatewayApi.ready] },
  );
}
