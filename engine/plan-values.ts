import { createHash } from "node:crypto";
import { type PlanValue, SECRET, UNKNOWN } from "./plan";
import { isObject, specialKind, UNKNOWN_WIRE, type WireObject, type WireValue } from "./values";

/** Keys of providers' inputs that the engine keeps for itself. */
const INTERNAL_KEY = "__internal";

/** What a plan shows of a resource's properties. */
export interface ShownProperties {
  readonly values: { readonly [key: string]: PlanValue };
  /** Paths of the secrets among them. */
  readonly secrets: readonly string[];
}

/** Turns properties into what a plan shows: no secret, no protocol detail. */
export function showProperties(properties: WireObject): ShownProperties {
  const secrets: string[] = [];
  const values: { [key: string]: PlanValue } = {};
  for (const [key, value] of Object.entries(properties)) {
    if (key !== INTERNAL_KEY) {
      values[key] = show(value, pathOf("", key), secrets);
    }
  }
  return { values, secrets };
}

/** Extends a property path: `a`, `a.b`, `a["b.c"]`. */
export function pathOf(path: string, key: string | number): string {
  if (typeof key === "number") {
    return `${path}[${key}]`;
  }
  if (/^[A-Za-z_$][\w$]*$/.test(key)) {
    return path === "" ? key : `${path}.${key}`;
  }
  return `${path}[${JSON.stringify(key)}]`;
}

function show(value: WireValue, path: string, secrets: string[]): PlanValue {
  if (value === UNKNOWN_WIRE) {
    return UNKNOWN;
  }
  if (Array.isArray(value)) {
    return value.map((part, index) => show(part, pathOf(path, index), secrets));
  }
  if (!isObject(value)) {
    return value;
  }
  switch (specialKind(value)) {
    case "secret":
      secrets.push(path);
      return SECRET;
    case "output":
      return showOutput(value, path, secrets);
    case "resource":
      return showReference(value);
    case "asset":
      return describeAsset("asset", value);
    case "archive":
      return describeAsset("archive", value);
    case undefined:
      return showObject(value, path, secrets);
  }
}

function showObject(object: WireObject, path: string, secrets: string[]): PlanValue {
  const result: { [key: string]: PlanValue } = {};
  for (const [key, part] of Object.entries(object)) {
    result[key] = show(part, pathOf(path, key), secrets);
  }
  return result;
}

function showOutput(output: WireObject, path: string, secrets: string[]): PlanValue {
  if (output["secret"] === true) {
    secrets.push(path);
    return SECRET;
  }
  return output["value"] === undefined ? UNKNOWN : show(output["value"], path, secrets);
}

function showReference(reference: WireObject): PlanValue {
  const urn = String(reference["urn"]);
  const id = reference["id"];
  if (id === undefined) {
    return { urn };
  }
  return { urn, id: id === "" || id === UNKNOWN_WIRE ? UNKNOWN : String(id) };
}

/** Names an asset or archive by where it comes from and a hash of its content; the SDK sends one of three forms. */
function describeAsset(kind: "asset" | "archive", value: WireObject): string {
  for (const origin of ["path", "uri"]) {
    if (typeof value[origin] === "string" && value[origin] !== "") {
      return `[${kind} ${value[origin]}]`;
    }
  }
  const content = value["text"] ?? value["assets"] ?? "";
  const text = typeof content === "string" ? content : JSON.stringify(content);
  return `[${kind} sha256:${createHash("sha256").update(text).digest("hex").slice(0, 16)}]`;
}
