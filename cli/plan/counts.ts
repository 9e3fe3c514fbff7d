import type { Plan, PlannedResource } from "../../engine/plan";
import { isProviderType, packageOfType } from "../../engine/urn";
import type { Colors } from "../output";
import { actionOn, type Action } from "./action";
import { shortType } from "./type-token";

/** How many resources a package has in a plan. */
export interface PackageCount {
  readonly package: string;
  readonly resources: number;
  /** Short type names with their numbers, most frequent first. */
  readonly types: readonly (readonly [string, number])[];
}

/** The line of the providers themselves. */
const PROVIDERS = "providers";

/** Counts what is managed, without components, by package and type; the package with most comes first. */
export function countResources(plan: Plan): PackageCount[] {
  const packages = new Map<string, Map<string, number>>();
  for (const { type } of managed(plan)) {
    const provider = isProviderType(type);
    const packageName = provider ? PROVIDERS : packageOfType(type);
    const typeName = provider ? type.slice(type.lastIndexOf(":") + 1) : shortType(type);
    const types = packages.get(packageName) ?? new Map<string, number>();
    types.set(typeName, (types.get(typeName) ?? 0) + 1);
    packages.set(packageName, types);
  }
  return [...packages]
    .map(([name, types]) => ({
      package: name,
      resources: [...types.values()].reduce((sum, count) => sum + count, 0),
      types: [...types].sort(([a, x], [b, y]) => y - x || a.localeCompare(b)),
    }))
    .sort((a, b) => b.resources - a.resources || a.package.localeCompare(b.package));
}

/** The counts as lines: a total, then one line for each package. */
export function formatCounts(plan: Plan, colors: Colors): string {
  const packages = countResources(plan);
  const width = Math.max(0, ...packages.map((count) => count.package.length));
  const lines = packages.map((count) => {
    const types = count.types.map(([type, number]) => (number === 1 ? type : `${type} ×${number}`)).join(", ");
    return `  ${count.package.padEnd(width)}  ${String(count.resources).padStart(4)}  ${colors.dim(types)}`;
  });
  return [colors.bold(`Resources: ${formatActions(plan)}`), ...lines].join("\n");
}

function formatActions(plan: Plan): string {
  const resources = managed(plan);
  const actions: readonly Action[] = ["create", "import", "read"];
  const parts = actions.flatMap((action) => {
    const count = resources.filter((resource) => actionOn(resource) === action).length;
    return count === 0 ? [] : [`${count} to ${action}`];
  });
  const components = plan.resources.filter(({ custom, parent }) => !custom && parent !== undefined).length;
  return [...parts, `in ${components} ${components === 1 ? "component" : "components"}`].join(", ");
}

function managed(plan: Plan): PlannedResource[] {
  return plan.resources.filter(({ custom }) => custom);
}
