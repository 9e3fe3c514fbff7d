import type { Plan } from "../../engine/plan";
import type { Colors } from "../output";
import { isProviderType, packageOfType } from "../../engine/urn";
import { shortType } from "./type-token";

/** How many resources a plan has, by package and type. */
export interface PackageCount {
  readonly package: string;
  readonly resources: number;
  /** Short type names with their numbers, most frequent first. */
  readonly types: readonly (readonly [string, number])[];
}

const PROVIDERS = "providers";

/** Counts what providers manage; components are counted apart. */
export function countResources(plan: Plan): PackageCount[] {
  const counts = new Map<string, Map<string, number>>();
  for (const { custom, external, type } of plan.resources) {
    if (!custom || external) continue;
    const name = isProviderType(type) ? PROVIDERS : packageOfType(type);
    const types = counts.get(name) ?? new Map<string, number>();
    const key = isProviderType(type) ? type.slice(type.lastIndexOf(":") + 1) : shortType(type);
    types.set(key, (types.get(key) ?? 0) + 1);
    counts.set(name, types);
  }
  return [...counts]
    .map(([name, types]) => ({
      package: name,
      resources: [...types.values()].reduce((sum, count) => sum + count, 0),
      types: [...types].sort(([a, x], [b, y]) => y - x || a.localeCompare(b)),
    }))
    .sort((a, b) => b.resources - a.resources || a.package.localeCompare(b.package));
}

/** The counts as lines: a total, then one line for each package. */
export function formatCounts(plan: Plan, colors: Colors): string {
  const counts = countResources(plan);
  const resources = counts.reduce((sum, count) => sum + count.resources, 0);
  const components = plan.resources.filter(({ custom }) => !custom).length;
  const width = Math.max(0, ...counts.map((count) => count.package.length));
  const lines = counts.map((count) => {
    const types = count.types.map(([type, number]) => (number === 1 ? type : `${type} ×${number}`)).join(", ");
    return `  ${count.package.padEnd(width)}  ${String(count.resources).padStart(4)}  ${colors.dim(types)}`;
  });
  return [colors.bold(`Resources: ${resources} to create, in ${components} components`), ...lines].join("\n");
}
