import type { Plan, PlanValue } from "../../engine/plan";
import type { Colors } from "../output";
import { formatCounts } from "./counts";
import { formatNotes } from "./notes";
import { formatTree } from "./tree";

/** The whole plan: tree, stack outputs, counts and notes. */
export function formatPlan(plan: Plan, colors: Colors): string {
  const title = colors.bold(`Plan of ${plan.project}, stack ${plan.stack}`);
  return [
    title,
    formatTree(plan, colors),
    formatOutputs(plan, colors),
    formatCounts(plan, colors),
    formatNotes(plan, colors),
  ]
    .filter((section) => section !== "")
    .join("\n\n");
}

function formatOutputs(plan: Plan, colors: Colors): string {
  const rows = Object.entries(plan.outputs).flatMap(([name, value]) => outputRows(name, value));
  if (rows.length === 0) return "";
  const width = Math.max(...rows.map(([name]) => name.length));
  return [colors.bold("Outputs"), ...rows.map(([name, text]) => `  ${name.padEnd(width)}  ${text}`)].join("\n");
}

/** A row for each scalar; an object's entries and a list's items have rows of their own. */
function outputRows(name: string, value: PlanValue): (readonly [string, string])[] {
  if (typeof value !== "object" || value === null) return [[name, String(value)]];
  const entries: (readonly [string, PlanValue])[] = Object.entries(value);
  if (entries.length === 0) return [[name, "(none)"]];
  return entries.flatMap(([key, part]) =>
    outputRows(Array.isArray(value) ? `${name}[${key}]` : `${name}.${key}`, part),
  );
}
