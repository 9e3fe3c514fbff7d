import { distance } from "fastest-levenshtein";
import type { Plan, PlannedResource } from "../../engine/plan";
import { UsageError } from "../errors";

/** How many resources a message names. */
const SHOWN = 8;

/**
 * Finds the resource that a person means by a URN, a unique end of one (`Namespace::argocd`) or a name.
 * @throws UsageError with the nearest resources where there is none, and with all where there are several.
 */
export function findResource(plan: Plan, wanted: string): PlannedResource {
  const tests: ((resource: PlannedResource) => boolean)[] = [
    (resource): boolean => resource.urn === wanted,
    (resource): boolean => resource.name === wanted,
    (resource): boolean => resource.urn.endsWith(wanted),
  ];
  for (const test of tests) {
    const [found, ...others] = plan.resources.filter(test);
    if (found === undefined) continue;
    if (others.length === 0) return found;
    throw new UsageError(
      `"${wanted}" stands for ${others.length + 1} resources; say which:\n${list([found, ...others])}`,
    );
  }
  throw new UsageError(`no resource is called "${wanted}"; the nearest are:\n${list(nearest(plan, wanted))}`);
}

function list(resources: readonly PlannedResource[]): string {
  const lines = resources.slice(0, SHOWN).map(({ urn }) => `  ${shortUrn(urn)}`);
  const more = resources.length - lines.length;
  return [...lines, ...(more > 0 ? [`  and ${more} more`] : [])].join("\n");
}

/** Type and name: what follows the parents' types in a URN. */
export function shortUrn(urn: string): string {
  return urn.slice(urn.lastIndexOf("$") + 1).replace(/^urn:pulumi:[^:]*::[^:]*::/, "");
}

function nearest(plan: Plan, wanted: string): PlannedResource[] {
  const name = wanted
    .slice(wanted.lastIndexOf("::") + 1)
    .replace(/^:/, "")
    .toLowerCase();
  const rank = (resource: PlannedResource): number => {
    const own = resource.name.toLowerCase();
    return own.includes(name) || name.includes(own) ? 0 : distance(name, own);
  };
  return plan.resources
    .map((resource) => ({ resource, rank: rank(resource) }))
    .sort((a, b) => a.rank - b.rank)
    .slice(0, 3)
    .map(({ resource }) => resource);
}
