import { describeAsset } from "./assets";
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

/** What showing needs besides the value. */
interface Showing {
  /** Where relative paths of assets start. */
  readonly directory: string;
  /** Paths of the secrets that were met. */
  readonly secrets: string[];
}

/**
 * Turns properties into what a plan shows: no secret, no protocol detail.
 * @param directory where relative paths of assets start
 */
export function showProperties(properties: WireObject, directory: string): ShownProperties {
  const showing: Showing = { directory, secrets: [] };
  const values: { [key: string]: PlanValue } = {};
  for (const [key, value] of Object.entries(properties)) {
    if (key !== INTERNAL_KEY) {
      values[key] = show(value, pathOf("", key), showing);
    }
  }
  return { values, secrets: showing.secrets };
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

function show(value: WireValue, path: string, showing: Showing): PlanValue {
  if (value === UNKNOWN_WIRE) {
    return UNKNOWN;
  }
  if (Array.isArray(value)) {
    return value.map((part, index) => show(part, pathOf(path, index), showing));
  }
  if (!isObject(value)) {
    return value;
  }
  switch (specialKind(value)) {
    case "secret":
      showing.secrets.push(path);
      return SECRET;
    case "output":
      return showOutput(value, path, showing);
    case "resource":
      return showReference(value);
    case "asset":
      return describeAsset("asset", value, showing.directory);
    case "archive":
      return describeAsset("archive", value, showing.directory);
    case undefined:
      return showObject(value, path, showing);
  }
}

function showObject(object: WireObject, path: string, showing: Showing): PlanValue {
  const result: { [key: string]: PlanValue } = {};
  for (const [key, part] of Object.entries(object)) {
    result[key] = show(part, pathOf(path, key), showing);
  }
  return result;
}

function showOutput(output: WireObject, path: string, showing: Showing): PlanValue {
  if (output["secret"] === true) {
    showing.secrets.push(path);
    return SECRET;
  }
  return output["value"] === undefined ? UNKNOWN : show(output["value"], path, showing);
}

function showReference(reference: WireObject): PlanValue {
  const urn = String(reference["urn"]);
  const id = reference["id"];
  if (id === undefined) {
    return { urn };
  }
  return { urn, id: id === "" || id === UNKNOWN_WIRE ? UNKNOWN : String(id) };
}
