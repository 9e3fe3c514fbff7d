import { Struct } from "google-protobuf/google/protobuf/struct_pb";

/**
 * Property values as they travel between the SDK and an engine: JSON in which objects with a signature stand for
 * secrets, outputs, resources, assets and archives, and one string for what is not known yet.
 */
export type WireValue = null | boolean | number | string | WireValue[] | WireObject;
export interface WireObject {
  [key: string]: WireValue;
}

/** Key and values that mark special objects; they are part of Pulumi's protocol (sdk/go/common/resource/sig). */
export const SIGNATURE = "4dabf18193072939515e22adb298388d";
export const SIGNATURES = {
  secret: "1b47061264138c4ac30d75fd1eb44270",
  output: "d0e6a833031e9bbcd3f4e8bde6ca49a4",
  resource: "5cf8f73096256a8f31e491e813e4eb8e",
  asset: "c44067f5952c0a294b673a41bacd8c17",
  archive: "0def7320c3a5731c473e5ecbe6d01bc7",
} as const;

/** How the protocol writes a value that is not known yet. */
export const UNKNOWN_WIRE = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

export type SpecialKind = keyof typeof SIGNATURES;

const KIND_OF_SIGNATURE = new Map<WireValue | undefined, SpecialKind>([
  [SIGNATURES.secret, "secret"],
  [SIGNATURES.output, "output"],
  [SIGNATURES.resource, "resource"],
  [SIGNATURES.asset, "asset"],
  [SIGNATURES.archive, "archive"],
]);

/** Reads a protocol message; an absent one is an empty object. */
export function fromStruct(struct: Struct | undefined): WireObject {
  return struct === undefined ? {} : struct.toJavaScript();
}

/** Writes a protocol message. */
export function toStruct(object: WireObject): Struct {
  return Struct.fromJavaScript(object);
}

/** True for arrays' and scalars' counterpart: a plain or special object. */
export function isObject(value: WireValue | undefined): value is WireObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What an object stands for; undefined for a plain object. */
export function specialKind(object: WireObject): SpecialKind | undefined {
  return KIND_OF_SIGNATURE.get(object[SIGNATURE]);
}

/** Wraps a value so that the SDK and the plan keep it secret. */
export function secret(value: WireValue): WireObject {
  return { [SIGNATURE]: SIGNATURES.secret, value };
}

/** Applies `visit` to each direct part of an array or object and keeps its shape. */
export function mapParts(value: WireValue[] | WireObject, visit: (part: WireValue) => WireValue): WireValue {
  if (Array.isArray(value)) {
    return value.map(visit);
  }
  const result: WireObject = {};
  for (const [key, part] of Object.entries(value)) {
    result[key] = visit(part);
  }
  return result;
}

/** True when the value or any part of it satisfies the test. */
function some(value: WireValue, test: (part: WireValue) => boolean): boolean {
  if (test(value)) {
    return true;
  }
  if (Array.isArray(value)) {
    return value.some((part) => some(part, test));
  }
  return isObject(value) && Object.values(value).some((part) => some(part, test));
}

/** True for an output whose value is not known. */
function isUnknownOutput(value: WireValue): boolean {
  return isObject(value) && specialKind(value) === "output" && !("value" in value);
}

/** True when the value or any part of it is not known yet. */
export function containsUnknown(value: WireValue): boolean {
  return some(value, (part) => part === UNKNOWN_WIRE || isUnknownOutput(part));
}

/** True when the value or any part of it is a secret. */
export function containsSecret(value: WireValue): boolean {
  return some(value, (part) => {
    if (!isObject(part)) {
      return false;
    }
    const kind = specialKind(part);
    return kind === "secret" || (kind === "output" && part["secret"] === true);
  });
}

/** Replaces outputs by their values, secrets or unknowns: what everything but a remote component's inputs looks like. */
export function withoutOutputs(value: WireValue): WireValue {
  if (!isObject(value)) {
    return Array.isArray(value) ? value.map(withoutOutputs) : value;
  }
  if (specialKind(value) !== "output") {
    return mapParts(value, withoutOutputs);
  }
  const inner = value["value"] === undefined ? UNKNOWN_WIRE : withoutOutputs(value["value"]);
  return value["secret"] === true ? secret(inner) : inner;
}

/** `withoutOutputs` for all properties of a resource. */
export function objectWithoutOutputs(object: WireObject): WireObject {
  const result: WireObject = {};
  for (const [key, value] of Object.entries(object)) {
    result[key] = withoutOutputs(value);
  }
  return result;
}

/** Adds the URNs that any output within the value depends on. */
export function collectDependencies(value: WireValue, into: Set<string>): void {
  if (Array.isArray(value)) {
    for (const part of value) {
      collectDependencies(part, into);
    }
  } else if (isObject(value)) {
    const dependencies = value["dependencies"];
    if (specialKind(value) === "output" && Array.isArray(dependencies)) {
      for (const urn of dependencies) {
        into.add(String(urn));
      }
    }
    for (const part of Object.values(value)) {
      collectDependencies(part, into);
    }
  }
}

/** Makes a property an output that carries its dependencies, for transforms. */
export function withDependencies(value: WireValue, dependencies: ReadonlySet<string>): WireValue {
  const present = new Set<string>();
  collectDependencies(value, present);
  if ([...dependencies].every((urn) => present.has(urn))) {
    return value;
  }
  const output: WireObject = isObject(value) && specialKind(value) === "output" ? value : asOutput(value);
  const own = Array.isArray(output["dependencies"]) ? output["dependencies"].map(String) : [];
  return { ...output, dependencies: [...new Set([...own, ...dependencies])] };
}

function asOutput(value: WireValue): WireObject {
  if (value === UNKNOWN_WIRE) {
    return { [SIGNATURE]: SIGNATURES.output };
  }
  if (isObject(value) && specialKind(value) === "secret") {
    return { ...asOutput(value["value"] ?? null), secret: true };
  }
  return { [SIGNATURE]: SIGNATURES.output, value };
}
