import type { Document } from "yaml";

/** A Kubernetes object as text, with what its file is named after. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  /** Undefined for an object of the whole cluster. */
  readonly namespace: string | undefined;
  /** YAML with no secret in it. */
  readonly text: string;
  /** What makes the object: a resource's name or a release's; for messages. */
  readonly origin: string;
}

/** Folder of objects that belong to no namespace; no namespace can be called so. */
const CLUSTER_FOLDER = "_cluster";

/**
 * A path for each manifest: `<namespace>/<kind>-<name>.yaml`. Where two would share one, the later gets a number, so
 * that nothing is lost.
 */
export function assignPaths(manifests: readonly Manifest[]): Map<string, Manifest> {
  const paths = new Map<string, Manifest>();
  const taken = new Set<string>();
  for (const manifest of manifests) {
    const folder = manifest.namespace === undefined ? CLUSTER_FOLDER : fileName(manifest.namespace);
    const stem = `${folder}/${fileName(`${manifest.kind}-${manifest.name}`).toLowerCase()}`;
    let path = `${stem}.yaml`;
    for (let number = 2; taken.has(path); number++) path = `${stem}-${number}.yaml`;
    taken.add(path);
    paths.set(path, manifest);
  }
  return paths;
}

/** RBAC names may hold `:` and more that a file's name may not. */
function fileName(text: string): string {
  return text.replace(/[^A-Za-z0-9._-]/g, "_").replace(/^\.+/, "_");
}

/** Objects that are made twice, as `kind namespace/name` with what makes them: an apply of both would fight. */
export function findClashes(manifests: readonly Manifest[]): string[] {
  const origins = new Map<string, string[]>();
  for (const { apiVersion, kind, namespace, name, origin } of manifests) {
    const group = apiVersion.includes("/") ? apiVersion.slice(0, apiVersion.indexOf("/")) : "";
    const key = [group, kind, namespace ?? "", name].join(" ");
    origins.set(key, [...(origins.get(key) ?? []), origin]);
  }
  return [...origins].flatMap(([key, makers]) =>
    makers.length > 1 ? [`${key.trim()} is made ${makers.length} times: by ${makers.join(" and by ")}`] : [],
  );
}

/** What stands in a file for each secret value; in `data` it is in base64 as Kubernetes wants it. */
export const SECRET_TEXT = "[secret]";
const SECRET_BASE64 = Buffer.from(SECRET_TEXT).toString("base64");

/** Puts placeholders for all values of a Secret: charts generate some of their own. */
export function hideSecret(document: Document): void {
  const placeholders = { data: SECRET_BASE64, stringData: SECRET_TEXT };
  for (const [section, placeholder] of Object.entries(placeholders)) {
    const values: unknown = document.toJS()?.[section];
    // A plan shows a map that is secret as a whole as a text, which no API server would take.
    if (typeof values === "string") document.setIn([section], {});
    if (typeof values !== "object" || values === null) continue;
    for (const key of Object.keys(values)) document.setIn([section, key], placeholder);
  }
}
