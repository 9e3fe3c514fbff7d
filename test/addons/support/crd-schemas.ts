import * as fs from "node:fs";
import Ajv, { type ValidateFunction } from "ajv";
import { parse } from "yaml";
import { referenceFile } from "./reference";

interface Schema {
  properties?: Record<string, Schema>;
  items?: Schema;
  additionalProperties?: boolean | Schema;
  type?: string | string[];
  nullable?: boolean;
  pattern?: string;
  "x-kubernetes-preserve-unknown-fields"?: boolean;
  "x-kubernetes-int-or-string"?: boolean;
}

interface Crd {
  readonly spec: {
    readonly group: string;
    readonly names: { readonly kind: string };
    readonly versions: readonly { readonly name: string; readonly schema: { readonly openAPIV3Schema: Schema } }[];
  };
}

/** File of the reference data by API group. */
const FILES: Readonly<Record<string, string>> = {
  "argoproj.io": "argo-cd.yaml",
  "cert-manager.io": "cert-manager.yaml",
  "gateway.envoyproxy.io": "envoy-gateway.yaml",
  "gateway.networking.k8s.io": "gateway-api.yaml",
  "monitoring.coreos.com": "kube-prometheus-stack.yaml",
};

/** Refuses unknown fields, as the API server does under strict field validation. */
function close(schema: Schema): Schema {
  // Go's case-insensitive groups are no JavaScript.
  if (schema.pattern?.includes("(?i)")) delete schema.pattern;
  for (const child of Object.values(schema.properties ?? {})) close(child);
  if (schema.items) close(schema.items);
  if (typeof schema.additionalProperties === "object") close(schema.additionalProperties);
  if (schema["x-kubernetes-int-or-string"]) schema.type = ["integer", "string"];
  if (
    schema.properties &&
    schema.additionalProperties === undefined &&
    !schema["x-kubernetes-preserve-unknown-fields"]
  ) {
    schema.additionalProperties = false;
  }
  return schema;
}

const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
const validators = new Map<string, ValidateFunction>();

/** Reads the one definition that is asked for: the files are large. */
function readCrd(group: string, kind: string): Crd {
  const name = FILES[group];
  const file = name && referenceFile("crds", name);
  if (!file) throw new Error(`No reference CRDs of group ${group}.`);
  const document = fs
    .readFileSync(file, "utf8")
    .split(/^---$/m)
    .find((text) => new RegExp(`^    kind: ${kind}$`, "m").test(text) && text.includes(`group: ${group}\n`));
  if (document === undefined) throw new Error(`No reference CRD ${kind}.${group}.`);
  return parse(document) as Crd;
}

/** What the CRD says against a custom resource; empty where it is accepted. */
export function crdErrors(resource: { readonly apiVersion: string; readonly kind: string }): string[] {
  const [group = "", version = ""] = resource.apiVersion.split("/");
  const key = `${resource.apiVersion}/${resource.kind}`;
  let validate = validators.get(key);
  if (validate === undefined) {
    const crd = readCrd(group, resource.kind);
    const served = crd.spec.versions.find(({ name }) => name === version);
    if (served === undefined) return [`${resource.kind} has no version ${version}`];
    validate = ajv.compile(close(served.schema.openAPIV3Schema));
    validators.set(key, validate);
  }
  validate(resource);
  return (validate.errors ?? []).map(
    ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
  );
}
