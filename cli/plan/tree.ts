import type { Plan, PlannedResource } from "../../engine/plan";
import type { Colors } from "../output";
import { ACTION_SIGNS, actionOn } from "./action";
import { resourceTree, type ResourceNode } from "./resource-tree";

interface Row {
  /** The lines of the tree that lead to the resource. */
  readonly branch: string;
  readonly resource: PlannedResource;
}

/** The resources as `pulumi preview` shows them: a tree of type, name and what `pulumi up` would do. */
export function formatTree(plan: Plan, colors: Colors): string {
  const rows = resourceTree(plan).flatMap((root) => rowsOf(root, "", ""));
  const typeWidth = Math.max(
    "Type".length,
    ...rows.map(({ branch, resource }) => branch.length + resource.type.length),
  );
  const nameWidth = Math.max("Name".length, ...rows.map(({ resource }) => resource.name.length));
  const lines = rows.map(({ branch, resource }) => {
    const action = actionOn(resource);
    const type = resource.custom ? resource.type : colors.bold(resource.type);
    const padding = " ".repeat(typeWidth - branch.length - resource.type.length);
    const remarks = [colors.green(action), ...remarksOn(resource).map((remark) => colors.dim(remark))].join(", ");
    const label = `${colors.dim(branch)}${type}${padding}`;
    return ` ${colors.green(ACTION_SIGNS[action])}   ${label}  ${resource.name.padEnd(nameWidth)}  ${remarks}`;
  });
  return [colors.bold(`     ${"Type".padEnd(typeWidth)}  ${"Name".padEnd(nameWidth)}  Plan`), ...lines].join("\n");
}

function rowsOf(node: ResourceNode, branch: string, below: string): Row[] {
  const last = node.children.length - 1;
  const children = node.children.flatMap((child, index) =>
    rowsOf(child, below + (index === last ? "└─ " : "├─ "), below + (index === last ? "   " : "│  ")),
  );
  return [{ branch, resource: node.resource }, ...children];
}

/** What is worth knowing besides the action. */
function remarksOn(resource: PlannedResource): string[] {
  const marks: (readonly [boolean, string])[] = [
    [resource.importId !== undefined, String(resource.importId)],
    [resource.protect, "protected"],
    [resource.retainOnDelete, "retained on delete"],
    [resource.modelled, "modelled"],
    [resource.remote, "remote component"],
  ];
  return marks.flatMap(([holds, remark]) => (holds ? [remark] : []));
}
