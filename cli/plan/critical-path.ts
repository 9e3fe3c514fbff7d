import type { PlannedResource } from "../../engine/plan";
import type { Colors } from "../output";

/** The longest chain of resources that wait for each other: what decides how long `pulumi up` takes at least. */
export function formatCriticalPath(chain: readonly PlannedResource[], colors: Colors): string {
  const digits = String(chain.length).length;
  const width = Math.max(0, ...chain.map(({ name }) => name.length));
  const lines = chain.map(({ name, type, source }, index) => {
    const place = source === undefined ? "" : `  ${colors.dim(source)}`;
    return `  ${String(index + 1).padStart(digits)}  ${name.padEnd(width)}  ${type}${place}`;
  });
  return [colors.bold(`Critical path: ${chain.length} resources, each waits for the one above`), ...lines].join("\n");
}
