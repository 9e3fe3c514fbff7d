import type { Plan } from "../../engine/plan";
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
  const names = Object.keys(plan.outputs);
  if (names.length === 0) return "";
  const width = Math.max(...names.map((name) => name.length));
  const lines = Object.entries(plan.outputs).map(([name, value]) => {
    const text = typeof value === "string" ? value : JSON.stringify(value);
    return `  ${name.padEnd(width)}  ${text}`;
  });
  return [colors.bold("Outputs"), ...lines].join("\n");
}
