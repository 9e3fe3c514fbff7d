import type { Values } from "./config";

function isMapping(value: unknown): value is Values {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

/**
 * Merges chart values as Helm does: mappings key by key, anything else (lists too) replaced by the later one.
 * What is not a plain mapping, such as a Pulumi Output, is taken whole.
 */
export function mergeValues(...layers: readonly Values[]): Values {
  const merged: Record<string, unknown> = {};
  for (const layer of layers) {
    for (const [key, value] of Object.entries(layer)) {
      const before = Object.hasOwn(merged, key) ? merged[key] : undefined;
      const after = isMapping(before) && isMapping(value) ? mergeValues(before, value) : value;
      // A key such as `__proto__` must become data, never the object's prototype.
      Object.defineProperty(merged, key, { value: after, enumerable: true, configurable: true, writable: true });
    }
  }
  return merged;
}
