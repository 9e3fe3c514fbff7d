import type { Plan, PlannedResource } from "../../engine/plan";
import type { Colors } from "../output";
import { resourceTree, type ResourceNode } from "./resource-tree";

interface Row {
  readonly branch: string;
  readonly resource: PlannedResource;
}

/** The resources as `pulumi preview` shows them: a tree of type, name and what `pulumi up` would do. */
export function formatTree(plan: Plan, colors: Colors): string {
  const rows = resourceTree(plan).flatMap((root) => rowsOf(root, "", ""));
  const cells = rows.map(
    ({ branch, resource }) => [branch + resource.type, resource.name, remarksOn(resource)] as const,
  );
  const typeWidth = Math.max("Type".length, ...cells.map(([type]) => type.length));
  const nameWidth = Math.max("Name".length, ...cells.map(([, name]) => name.length));
  const header = `     ${"Type".padEnd(typeWidth)}  ${"Name".padEnd(nameWidth)}  Plan`;
  const lines = rows.map(({ branch, resource }, index) => {
    const [label = "", name = "", remarks = []] = cells[index] ?? [];
    const type = resource.custom ? resource.type : colors.bold(resource.type);
    const padding = " ".repeat(typeWidth - label.length);
    const [action, ...others] = remarks;
    const plan = [colors.green(action ?? ""), ...others.map((remark) => colors.dim(remark))].join(", ");
    return ` ${colors.green("+")}   ${colors.dim(branch)}${type}${padding}  ${name.padEnd(nameWidth)}  ${plan}`;
  });
  return [colors.bold(header), ...lines].join("\n");
}

function rowsOf(node: ResourceNode, branch: string, below: string): Row[] {
  const last = node.children.length - 1;
  const children = node.children.flatMap((child, index) =>
    rowsOf(child, below + (index === last ? "└─ " : "├─ "), below + (index === last ? "   " : "│  ")),
  );
  return [{ branch, resource: node.resource }, ...children];
}

/** What happens to the resource first, then what is worth knowing about it. */
function remarksOn(resource: PlannedResource): string[] {
  const marks: (readonly [boolean, string])[] = [
    [resource.protect, "protected"],
    [resource.retainOnDelete, "retained on delete"],
    [resource.modelled, "modelled"],
    [resource.remote, "by its plugin"],
  ];
  return [actionOn(resource), ...marks.flatMap(([holds, remark]) => (holds ? [remark] : []))];
}

function actionOn({ external, importId }: PlannedResource): string {
  if (external) return "read";
  return importId === undefined ? "create" : `import ${importId}`;
}
