import type { FixtureOutputs } from "../fixtures/contract";
import { mentions, secretTexts } from "../secrets";
import { isProviderType } from "../urn";
import {
  containsSecret,
  isObject,
  secret,
  specialKind,
  UNKNOWN_WIRE,
  type WireObject,
  type WireValue,
} from "../values";
import type { MonitorSettings } from "./context";

/** A custom resource as it is after its registration. */
export interface CustomOutputs {
  /** Undefined while it is not known. */
  readonly id: string | undefined;
  readonly outputs: WireObject;
  readonly fixtureOutputs: readonly string[];
}

/** What the outputs of a custom resource are computed from. */
export interface CustomResource {
  readonly type: string;
  readonly name: string;
  readonly inputs: WireObject;
  readonly importId: string;
  readonly additionalSecretOutputs: readonly string[];
}

/** Types whose provider gives a name to an object that has none, in its check: known in a preview too. */
const KUBERNETES_TYPE = /^kubernetes:(?!helm\.sh|kustomize|yaml)[^:]+:\w+$/;

/** The id of a resource whose fixture gives none. */
export function assignedId(name: string): string {
  return `${name}-id`;
}

/**
 * The inputs, and the fixture's outputs over them unless all outputs are to stay unknown. An output is secret when its
 * input is, when the program says so, or when a fixture repeats a secret input in it.
 */
export function customOutputs(resource: CustomResource, settings: MonitorSettings): CustomOutputs {
  const fixture = settings.unknowns || isProviderType(resource.type) ? undefined : fixtureOf(resource, settings);
  const outputs: WireObject = { ...resource.inputs };
  const given: WireObject = { ...autoName(resource), ...wireObject(fixture?.outputs ?? {}) };
  const secrets = secretTexts(resource.inputs);
  for (const [key, value] of Object.entries(given)) {
    const input = resource.inputs[key];
    const isSecret = (input !== undefined && containsSecret(input)) || mentions(value, secrets);
    outputs[key] = isSecret ? secret(value) : value;
  }
  for (const key of resource.additionalSecretOutputs) {
    const value = outputs[key];
    if (value !== undefined && !(isObject(value) && specialKind(value) === "secret")) {
      outputs[key] = secret(value);
    }
  }
  const known = fixture?.id ?? (settings.unknowns ? undefined : assignedId(resource.name));
  const id = resource.importId === "" ? known : resource.importId;
  const names = Object.keys(given);
  return { id, outputs, fixtureOutputs: id !== undefined && resource.importId === "" ? ["id", ...names] : names };
}

function fixtureOf(resource: CustomResource, settings: MonitorSettings): FixtureOutputs | undefined {
  const fixture = settings.fixtures.resources[resource.type];
  return fixture?.({
    type: resource.type,
    name: resource.name,
    project: settings.project,
    stack: settings.stack,
    inputs: plainObject(resource.inputs),
  });
}

/** The Kubernetes provider names an object after its resource, with a random suffix, when `metadata` names none. */
function autoName(resource: CustomResource): WireObject {
  if (!KUBERNETES_TYPE.test(resource.type)) {
    return {};
  }
  const metadata = resource.inputs["metadata"] ?? {};
  if (!isObject(metadata) || specialKind(metadata) !== undefined || "name" in metadata) {
    return {};
  }
  if ("generateName" in metadata) {
    return { metadata: { ...metadata, name: UNKNOWN_WIRE } };
  }
  const given = metadata["annotations"] ?? {};
  const annotations =
    isObject(given) && specialKind(given) === undefined ? { ...given, "pulumi.com/autonamed": "true" } : given;
  return { metadata: { ...metadata, name: `${resource.name}-${suffix(resource)}`, annotations } };
}

/** Eight hexadecimal digits that stay the same from plan to plan. */
function suffix(resource: CustomResource): string {
  let hash = 0x811c9dc5;
  for (const character of `${resource.type}::${resource.name}`) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  }
  return hash.toString(16).padStart(8, "0");
}

/** Properties as plain values: secrets opened, what is unknown `undefined`. For fixtures and models only. */
export function plainObject(object: WireObject): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(object)) {
    result[key] = plain(value);
  }
  return result;
}

function plain(value: WireValue): unknown {
  if (value === UNKNOWN_WIRE) {
    return undefined;
  }
  if (Array.isArray(value)) {
    return value.map(plain);
  }
  if (!isObject(value)) {
    return value;
  }
  const kind = specialKind(value);
  if (kind === "secret" || kind === "output") {
    return value["value"] === undefined ? undefined : plain(value["value"]);
  }
  return plainObject(value);
}

/** A fixture's answer as property values; `undefined` is unknown. */
export function wireObject(values: Readonly<Record<string, unknown>>): WireObject {
  const result: WireObject = {};
  for (const [key, value] of Object.entries(values)) {
    result[key] = wire(value);
  }
  return result;
}

function wire(value: unknown): WireValue {
  if (value === undefined) {
    return UNKNOWN_WIRE;
  }
  if (value === null || typeof value === "boolean" || typeof value === "number" || typeof value === "string") {
    return value;
  }
  if (Array.isArray(value)) {
    return value.map(wire);
  }
  return typeof value === "object" ? wireObject({ ...value }) : String(value);
}
