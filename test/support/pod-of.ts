import type { KubernetesObject } from "./kubernetes-client";

interface PodTemplate {
  readonly metadata?: {
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly spec: { readonly volumes?: readonly object[]; readonly [field: string]: unknown };
}

interface WorkloadSpec {
  readonly template?: PodTemplate;
  /** CronJob. */
  readonly jobTemplate?: { readonly spec: { readonly template: PodTemplate } };
  /** StatefulSet. */
  readonly volumeClaimTemplates?: readonly { readonly metadata: { readonly name: string } }[];
}

const WORKLOADS = new Set(["Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Job", "CronJob"]);

/**
 * The pod that a workload would make; undefined for any other kind. Pod Security only warns about a workload with a
 * forbidden template: its pods are what it refuses.
 */
export function podOf(object: KubernetesObject): KubernetesObject | undefined {
  if (!WORKLOADS.has(object.kind)) {
    return undefined;
  }
  const spec = object["spec"] as WorkloadSpec;
  const template = spec.jobTemplate?.spec.template ?? spec.template;
  if (template === undefined) {
    throw new Error(`${object.kind} ${object.metadata.name} has no pod template`);
  }
  const claims = (spec.volumeClaimTemplates ?? []).map(({ metadata }) => ({
    name: metadata.name,
    persistentVolumeClaim: { claimName: `${metadata.name}-${object.metadata.name}-0` },
  }));
  const { name, namespace } = object.metadata;
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { ...template.metadata, name, namespace },
    spec: { ...template.spec, volumes: [...(template.spec.volumes ?? []), ...claims] },
  };
}
