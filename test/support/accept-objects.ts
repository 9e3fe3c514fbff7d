import { ApiError, type KubernetesClient, type KubernetesObject } from "./kubernetes-client";
import { podOf } from "./pod-of";

/** An object that the API server refused. */
export interface Rejection {
  /** `Kind namespace/name`, with ` (its pod)` for the pod of a workload. */
  readonly object: string;
  /** The API server's own words. */
  readonly message: string;
}

function describeObject({ kind, metadata: { name, namespace } }: KubernetesObject): string {
  return `${kind} ${namespace === undefined ? "" : `${namespace}/`}${name}`;
}

async function accept(
  client: KubernetesClient,
  object: KubernetesObject,
  description = describeObject(object),
): Promise<Rejection[]> {
  try {
    await client.apply(object, { dryRun: true });
    return [];
  } catch (error) {
    if (error instanceof ApiError) {
      return [{ object: description, message: error.message }];
    }
    throw error;
  }
}

/**
 * Which of the objects the API server refuses under server-side dry run with strict field validation; the pod of each
 * workload is tried too. Their namespaces must be there. Empty when it accepts all.
 */
export async function acceptObjects(
  client: KubernetesClient,
  objects: readonly KubernetesObject[],
): Promise<readonly Rejection[]> {
  const rejections: Rejection[] = [];
  for (const object of objects) {
    rejections.push(...(await accept(client, object)));
    const pod = podOf(object);
    if (pod !== undefined) {
      rejections.push(...(await accept(client, pod, `${describeObject(object)} (its pod)`)));
    }
  }
  return rejections;
}
