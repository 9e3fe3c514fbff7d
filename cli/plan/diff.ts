import type { PlanDiff } from "../../engine";
import type { PlannedResource, PlanValue } from "../../engine/plan";
import { shortUrn } from "./find-resource";
import type { Colors } from "../output";

type ResourceChange = PlanDiff["changed"][number];
type PropertyChange = ResourceChange["inputs"][number];

/** Longer values are cut: a dashboard or a certificate says nothing in a line. */
const VALUE_LENGTH = 120;

/** True when nothing changes. */
export function isEmpty({ added, changed, removed }: PlanDiff): boolean {
  return added.length + changed.length + removed.length === 0;
}

/** What `pulumi up` would do to get from one plan to the other, resource by resource and property by property. */
export function formatDiff(diff: PlanDiff, colors: Colors): string {
  if (isEmpty(diff)) return "No changes";
  const blocks = [
    ...diff.added.map((resource) => colors.green(`+  ${titleOf(resource)}`)),
    ...diff.changed.map((change) => formatChange(change, colors)),
    ...diff.removed.map((resource) => colors.red(`-  ${titleOf(resource)}${protectionOf(resource)}`)),
  ];
  return [...blocks, "", colors.bold(summaryOf(diff))].join("\n");
}

function formatChange(change: ResourceChange, colors: Colors): string {
  const replaces = change.action === "replace";
  const title = `${titleOf(change.after)}${remarkOn(change)}`;
  const head = replaces ? colors.magenta(`+- ${title}`) : colors.yellow(`~  ${title}`);
  const inputs = change.inputs.map((property) =>
    formatProperty(property, change.replacedBy.includes(property.path), colors),
  );
  const options = change.options.map(({ path, ...sides }) =>
    formatProperty({ path: `(${path})`, ...sides }, false, colors),
  );
  return [head, ...inputs, ...options].join("\n");
}

function remarkOn({ action, before }: ResourceChange): string {
  if (action === "replace") return `, replaced${protectionOf(before)}`;
  return action === "unverified" ? ", changed: only its provider knows whether in place" : "";
}

function formatProperty({ path, before, after }: PropertyChange, replaces: boolean, colors: Colors): string {
  const remark = replaces ? colors.magenta(" (replaces)") : "";
  if (before === undefined) return `${colors.green(`     + ${path}: ${say(after)}`)}${remark}`;
  if (after === undefined) return `${colors.red(`     - ${path}: ${say(before)}`)}${remark}`;
  return `${colors.yellow(`     ~ ${path}: ${say(before)} => ${say(after)}`)}${remark}`;
}

/** Pulumi refuses to delete what is protected. */
function protectionOf({ protect }: PlannedResource): string {
  return protect ? " (protected: pulumi refuses until protect is off)" : "";
}

function titleOf({ urn }: PlannedResource): string {
  return shortUrn(urn).replace("::", "  ");
}

function say(value: PlanValue | undefined): string {
  const text = JSON.stringify(value) ?? "";
  return text.length > VALUE_LENGTH ? `${text.slice(0, VALUE_LENGTH)}…` : text;
}

function summaryOf({ added, changed, removed }: PlanDiff): string {
  const replaced = changed.filter(({ action }) => action === "replace").length;
  return `${added.length} added, ${changed.length - replaced} changed, ${replaced} replaced, ${removed.length} removed`;
}
