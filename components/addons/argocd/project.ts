import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { AppConfig } from "../../../stacks/config";
import type { AddonContext } from "../contract";
import { namespaces } from "../namespaces";

/** The AppProject of the stack's applications. */
export const APP_PROJECT = "applications";

/** What the project's applications may be made from: the application's own repository or registry. */
function sources({ delivery, chart, repository }: AppConfig): string[] {
  if (delivery !== "argocd") return [];
  if (repository !== undefined) return [repository.url];
  // Argo CD names an OCI registry without the scheme and without the chart.
  return chart.startsWith("oci://") ? [chart.slice("oci://".length).replace(/\/[^/]+$/, "")] : [];
}

/**
 * Makes the project that the stack's application lives in: its own sources, its own namespace of this cluster, no
 * cluster-scoped objects, and no change of the quotas that others set for it.
 */
export function createProject({ config, parent }: AddonContext, release: pulumi.Resource): pulumi.Resource {
  return new kubernetes.apiextensions.CustomResource(
    "argocd-project",
    {
      apiVersion: "argoproj.io/v1alpha1",
      kind: "AppProject",
      metadata: { name: APP_PROJECT, namespace: namespaces.argocd.name },
      spec: {
        description: "The stack's applications",
        sourceRepos: sources(config.app),
        destinations: config.app.enabled
          ? [{ server: "https://kubernetes.default.svc", namespace: config.app.namespace }]
          : [],
        clusterResourceWhitelist: [],
        namespaceResourceBlacklist: [
          { group: "", kind: "ResourceQuota" },
          { group: "", kind: "LimitRange" },
        ],
        orphanedResources: { warn: true },
      },
    },
    { parent, dependsOn: release },
  );
}
