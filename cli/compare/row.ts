import type { Plan } from "../../engine/plan";

/** A row of the table of what changes between targets. */
export interface Row {
  readonly title: string;
  /** What a plan says; nothing but the plan decides it. */
  cell(plan: Plan): string;
}
