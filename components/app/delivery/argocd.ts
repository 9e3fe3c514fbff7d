import * as kubernetes from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { StackConfig, Values } from "../../../stacks/config";
import { environmentValuesFile, type ChartFolder } from "../chart";

/** The project of Argo CD that the application belongs to. */
export interface ArgoCdProject {
  /** Name of the AppProject. */
  readonly name: string;
  /** Argo CD's own namespace, where Applications live. */
  readonly namespace: string;
}

/** Where Argo CD finds the chart: an OCI registry, or a folder of a Git repository. */
function source(config: StackConfig, chart: ChartFolder | undefined, values: Values): Record<string, unknown> {
  const { app } = config;
  const helm = { releaseName: app.name, valuesObject: { ...values } };
  if (chart === undefined) {
    // Argo CD wants a registry without its scheme, and the chart's name apart.
    const address = app.chart.replace(/^oci:\/\//, "");
    const slash = address.lastIndexOf("/");
    return {
      repoURL: address.slice(0, slash),
      chart: address.slice(slash + 1),
      targetRevision: app.version,
      helm,
    };
  }
  return {
    repoURL: app.repository?.url,
    path: app.repository?.path,
    targetRevision: app.repository?.revision,
    helm: {
      ...helm,
      ...(chart.environmentValues !== undefined && { valueFiles: [environmentValuesFile(config)] }),
    },
  };
}

/**
 * Delivery `argocd`: an Application that Argo CD keeps in sync with its source, pruning and healing by itself.
 * Its health is that of the objects below it, and shows in Argo CD: `up` does not wait for it, since a commit that
 * comes later may be what makes it healthy. It carries no finalizer, so that no destroy waits for an Argo CD that is
 * gone: its objects go with their namespace, which is the platform's.
 *
 * @param values Given over the environment's file, which Argo CD reads from the repository.
 */
export function createArgoApplication(
  name: string,
  config: StackConfig,
  chart: ChartFolder | undefined,
  values: Values,
  project: ArgoCdProject,
  options: pulumi.CustomResourceOptions,
): kubernetes.apiextensions.CustomResource {
  const { app } = config;
  return new kubernetes.apiextensions.CustomResource(
    name,
    {
      apiVersion: "argoproj.io/v1alpha1",
      kind: "Application",
      metadata: {
        name: app.name,
        namespace: project.namespace,
      },
      spec: {
        project: project.name,
        source: source(config, chart, values),
        destination: { server: "https://kubernetes.default.svc", namespace: app.namespace },
        syncPolicy: {
          automated: { prune: true, selfHeal: true },
          retry: { limit: 5, backoff: { duration: "10s", factor: 2, maxDuration: "5m" } },
          // The namespace is the platform's, with its Pod Security labels.
          syncOptions: ["CreateNamespace=false", "ServerSideApply=true", "RespectIgnoreDifferences=true"],
        },
        // The autoscaler owns the number of replicas; healing it would undo each scaling.
        ignoreDifferences: [{ group: "apps", kind: "Deployment", jsonPointers: ["/spec/replicas"] }],
        revisionHistoryLimit: 10,
      },
    },
    options,
  );
}
