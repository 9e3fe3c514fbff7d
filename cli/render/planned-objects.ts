import { Document } from "yaml";
import type { Plan, PlannedResource, PlanValue } from "../../engine/plan";
import { hideSecret, type Manifest } from "./manifest";
import { namespaceOf } from "./scope";

const RELEASE_TYPE = "kubernetes:helm.sh/v3:Release";

/** The plan's Helm releases. */
export function releasesOf(plan: Plan): PlannedResource[] {
  return plan.resources.filter(({ type }) => type === RELEASE_TYPE);
}

/** The Kubernetes objects that the plan itself makes, without those of Helm releases. */
export function plannedObjects(plan: Plan): Manifest[] {
  return plan.resources.filter(isObject).map(toManifest);
}

function isObject({ type, custom, external, inputs }: PlannedResource): boolean {
  const own = type.startsWith("kubernetes:") && type !== RELEASE_TYPE && !type.endsWith("Patch");
  return own && custom && !external && typeof inputs["kind"] === "string";
}

function toManifest(resource: PlannedResource): Manifest {
  const { apiVersion, kind, ...rest } = resource.inputs;
  const metadata = asObject(rest["metadata"]);
  // Without a name of its own, `pulumi up` gives the object the resource's with a random suffix.
  const name = typeof metadata["name"] === "string" ? metadata["name"] : resource.name;
  const namespace = typeof metadata["namespace"] === "string" ? metadata["namespace"] : undefined;
  const document = new Document(
    { apiVersion, kind, ...rest, metadata: { ...metadata, name } },
    { aliasDuplicateObjects: false },
  );
  if (kind === "Secret") hideSecret(document);
  return {
    apiVersion: String(apiVersion),
    kind: String(kind),
    name,
    namespace: namespaceOf(String(kind), namespace, "default"),
    text: document.toString({ lineWidth: 0 }),
    origin: resource.name,
  };
}

function asObject(value: PlanValue | undefined): { readonly [key: string]: PlanValue } {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as { [key: string]: PlanValue })
    : {};
}
