import type { PlannedResource } from "../../engine/plan";

/** What `pulumi up` does with a resource of a new stack. */
export type Action = "create" | "import" | "read";

/** `pulumi preview`'s signs. */
export const ACTION_SIGNS: Readonly<Record<Action, string>> = { create: "+", import: "=", read: ">" };

/** Decides by what the resource says of itself. */
export function actionOn({ external, importId }: PlannedResource): Action {
  if (external) return "read";
  return importId === undefined ? "create" : "import";
}
