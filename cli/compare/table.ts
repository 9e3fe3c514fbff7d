import type { Plan } from "../../engine/plan";
import { cloudRows } from "./cloud-rows";
import { kubernetesRows } from "./kubernetes-rows";

/** What changes between targets: a line for each row, a cell for each stack. */
export interface TargetTable {
  readonly stacks: readonly string[];
  readonly rows: readonly { readonly title: string; readonly cells: readonly string[] }[];
}

/** Computes the table from plans. */
export function targetTable(plans: readonly Plan[]): TargetTable {
  const rows = [...cloudRows, ...kubernetesRows];
  return {
    stacks: plans.map(({ stack }) => stack),
    rows: rows.map(({ title, cell }) => ({ title, cells: plans.map(cell) })),
  };
}

/** A Markdown table. */
export function formatMarkdown({ stacks, rows }: TargetTable): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  const ruler = `|${" --- |".repeat(stacks.length + 1)}`;
  return [line(["", ...stacks]), ruler, ...rows.map(({ title, cells }) => line([title, ...cells]))].join("\n");
}

/**
 * Aligned text for a terminal. Stacks stand below each other for each row, as a cell is longer than a column of a
 * terminal with many stacks could be; those that agree share a line.
 */
export function formatText({ stacks, rows }: TargetTable): string {
  return rows.map(({ title, cells }) => [title, ...linesOf(stacks, cells)].join("\n")).join("\n\n");
}

function linesOf(stacks: readonly string[], cells: readonly string[]): string[] {
  const stacksByCell = new Map<string, string[]>();
  cells.forEach((cell, index) => stacksByCell.set(cell, [...(stacksByCell.get(cell) ?? []), stacks[index] ?? ""]));
  const lines = [...stacksByCell].map(([cell, names]) => [cell, names.join(", ")] as const);
  const width = Math.max(...lines.map(([cell]) => cell.length));
  return lines.map(([cell, names]) => `  ${cell.padEnd(width)}  ${names}`);
}
