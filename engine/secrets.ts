import { SECRET } from "./plan";
import { isObject, SIGNATURE, SIGNATURES, UNKNOWN_WIRE, type WireObject, type WireValue } from "./values";

/** Shorter texts stand in too many places that have nothing to do with the secret. */
const SHORTEST_SECRET = 4;

/** The same for the parts of a structured value, of which not every one need be secret. */
const SHORTEST_PART = 8;

/** Texts within the secrets of a value. */
export function secretTexts(value: WireValue, within = false, found: string[] = []): string[] {
  if (typeof value === "string") {
    if (within && value.length >= SHORTEST_SECRET && value !== UNKNOWN_WIRE) {
      found.push(value);
    }
  } else if (Array.isArray(value)) {
    value.forEach((part) => secretTexts(part, within, found));
  } else if (isObject(value)) {
    const inside = within || value[SIGNATURE] === SIGNATURES.secret || value["secret"] === true;
    for (const [key, part] of Object.entries(value)) {
      if (key !== SIGNATURE) {
        secretTexts(part, inside, found);
      }
    }
  }
  return found;
}

/** True when a text within the value contains one of the secrets. */
export function mentions(value: WireValue, secrets: readonly string[]): boolean {
  if (typeof value === "string") {
    return secrets.some((text) => value.includes(text));
  }
  if (Array.isArray(value)) {
    return value.some((part) => mentions(part, secrets));
  }
  return isObject(value) && Object.values(value).some((part) => mentions(part, secrets));
}

/**
 * Removes secrets from where the SDK gives them in plain text: the arguments of invokes, messages and errors. It knows
 * the secrets of the configuration and of resources' inputs, as the filter of the Pulumi CLI does.
 */
export class Redactor {
  private readonly secrets = new Set<string>();

  constructor(config: Readonly<Record<string, string>>, secretConfigKeys: readonly string[]) {
    for (const key of secretConfigKeys) {
      this.addConfig(config[key] ?? "");
    }
  }

  /** Learns the secrets among a resource's inputs. */
  learn(inputs: WireObject): void {
    secretTexts(inputs).forEach((text) => this.secrets.add(text));
  }

  text(text: string): string {
    let result = text;
    for (const secret of this.secrets) {
      result = result.replaceAll(secret, SECRET);
    }
    return result;
  }

  value(value: WireValue): WireValue {
    if (typeof value === "string") {
      return this.text(value);
    }
    if (Array.isArray(value)) {
      return value.map((part) => this.value(part));
    }
    return isObject(value) ? this.object(value) : value;
  }

  object(object: WireObject): WireObject {
    return Object.fromEntries(Object.entries(object).map(([key, part]) => [key, this.value(part)]));
  }

  private addConfig(value: string): void {
    if (value.length >= SHORTEST_SECRET) {
      this.secrets.add(value);
    }
    if (/^[[{]/.test(value)) {
      const marked: WireObject = { [SIGNATURE]: SIGNATURES.secret, value: JSON.parse(value) as WireValue };
      const parts = secretTexts(marked).filter((text) => text.length >= SHORTEST_PART);
      parts.forEach((text) => this.secrets.add(text));
    }
  }
}
