import type { Values } from "../../../stacks/config";
import type { Addon, AddonContext } from "../contract";
import { namespaces } from "../namespaces";
import { createAddonNamespace, createRelease } from "../release";
import { resources, spreadOver } from "../workload";

function values({ config, priorityClass }: AddonContext): Values {
  const { replicas } = config.addons.gateway;
  return {
    deployment: {
      replicas,
      priorityClassName: priorityClass?.name,
      envoyGateway: { resources: resources("100m", "256Mi", "1", "1Gi") },
      pod: {
        topologySpreadConstraints: config.availability.spread ? spreadOver({ "control-plane": "envoy-gateway" }) : [],
      },
    },
    // The chart always makes the budget; 0 lets a single replica be drained.
    podDisruptionBudget: { minAvailable: replicas > 1 ? 1 : 0 },
    certgen: { job: { resources: resources("50m", "64Mi", "500m", "128Mi") } },
    config: {
      envoyGateway: {
        // Proxies run in the namespace of their Gateway: apart from the controller, and deleted with it.
        provider: { type: "Kubernetes", kubernetes: { deploy: { type: "GatewayNamespace" } } },
      },
    },
    // Its webhook stays behind after an uninstall and listens on a port that private clusters block.
    topologyInjector: { enabled: false },
  };
}

/** The controller of the gateway and the Gateway API CRDs; the gateway itself is the add-on `gateway`. */
export const envoyGateway: Addon = {
  name: "envoy-gateway",
  title: "Envoy Gateway",
  description: "Runs Envoy proxies for Gateway API objects.",
  chart: "gateway-helm",
  namespace: namespaces.envoyGateway,
  identity: undefined,
  needs: [],
  uses: [],
  enabled: ({ addons }) => addons.gateway.enabled,
  values: ({ addons }) => addons.gateway.values,
  install(context) {
    const namespace = createAddonNamespace(this, context);
    return {
      ready: [createRelease(this, context, { namespace, values: values(context), priority: context.priorityClass })],
    };
  },
};
