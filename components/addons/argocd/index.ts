import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { Addon, AddonContext, InstalledAddon } from "../contract";
import { envoyGateway } from "../envoy-gateway";
import { createRoute } from "../gateway/route";
import { namespaces } from "../namespaces";
import { prometheusOperatorCrds } from "../prometheus-operator-crds";
import { createAddonNamespace, createRelease } from "../release";
import { createDefaultProjectBan } from "./admission";
import { APP_PROJECT, createProject } from "./project";
import { argocdValues, OIDC_SECRET, OIDC_SECRET_KEY } from "./values";

export interface ArgoCd extends InstalledAddon {
  /** The AppProject of the stack's applications. */
  readonly appProject: string;
}

function createOidcSecret({ config, parent }: AddonContext, namespace: pulumi.Resource): pulumi.Resource[] {
  const { oidc } = config.addons.argocd;
  if (oidc === undefined) return [];
  const secret = new kubernetes.core.v1.Secret(
    OIDC_SECRET,
    {
      metadata: {
        name: OIDC_SECRET,
        namespace: namespaces.argocd.name,
        labels: { "app.kubernetes.io/part-of": "argocd" },
      },
      stringData: { [OIDC_SECRET_KEY]: pulumi.secret(oidc.clientSecret) },
    },
    { parent, dependsOn: namespace },
  );
  return [secret];
}

/** Keeps applications in step with Git or a registry. */
export const argocd: Addon<ArgoCd> = {
  name: "argocd",
  title: "Argo CD",
  description: "Keeps applications in step with what Git says.",
  chart: "argo-cd",
  namespace: namespaces.argocd,
  identity: undefined,
  needs: [],
  uses: [prometheusOperatorCrds, envoyGateway],
  enabled: ({ addons }) => addons.argocd.enabled,
  values: ({ addons }) => addons.argocd.values,
  install(context) {
    const monitoring = context.installed(prometheusOperatorCrds);
    const namespace = createAddonNamespace(this, context);
    const release = createRelease(this, context, {
      namespace,
      priority: context.priorityClass,
      values: argocdValues(context, monitoring !== undefined),
      after: [monitoring],
      dependsOn: createOidcSecret(context, namespace),
      timeout: 600,
    });
    createRoute(context, "argocd", { service: "argocd-server", port: 80 }, namespace);
    createDefaultProjectBan(context);
    return { ready: [release, createProject(context, release)], appProject: APP_PROJECT };
  },
};
