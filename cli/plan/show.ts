import { stringify } from "yaml";
import type { PlannedResource, PlanValue } from "../../engine/plan";
import type { Colors } from "../output";

/** Everything that a plan knows about one resource. */
export function formatResource(resource: PlannedResource, colors: Colors): string {
  const facts: (readonly [string, string | undefined])[] = [
    ["urn", resource.urn],
    ["type", resource.type],
    ["name", resource.name],
    ["kind", kindOf(resource)],
    ["source", resource.source],
    ["parent", resource.parent],
    ["provider", resource.provider],
    ["version", resource.version === "" ? undefined : resource.version],
    ["import", resource.importId],
    ["options", optionsOf(resource)],
    ["aliases", resource.aliases.length === 0 ? undefined : resource.aliases.join(", ")],
  ];
  const lines = facts.flatMap(([name, value]) =>
    value === undefined ? [] : [`${colors.dim(name.padEnd(9))} ${value}`],
  );
  const sections = [lines.join("\n"), dependencies(resource, colors), properties("inputs", resource.inputs, colors)];
  const title =
    resource.fixtureOutputs.length === 0 ? "outputs" : `outputs (examples: ${resource.fixtureOutputs.join(", ")})`;
  return [...sections, properties(title, resource.outputs, colors)].filter((section) => section !== "").join("\n\n");
}

function kindOf(resource: PlannedResource): string {
  if (resource.modelled) return "resource, from a model of its component";
  if (resource.remote) return "component, made by its plugin";
  return resource.custom ? "resource" : "component";
}

function optionsOf(resource: PlannedResource): string | undefined {
  const list = (name: string, values: readonly string[]): string[] =>
    values.length === 0 ? [] : [`${name}: ${values.join(" ")}`];
  const options = [
    ...(resource.protect ? ["protect"] : []),
    ...(resource.retainOnDelete ? ["retainOnDelete"] : []),
    ...(resource.deleteBeforeReplace === true ? ["deleteBeforeReplace"] : []),
    ...(resource.deletedWith === undefined ? [] : [`deletedWith: ${resource.deletedWith}`]),
    ...list("ignoreChanges", resource.ignoreChanges),
    ...list("replaceOnChanges", resource.replaceOnChanges),
    ...list("additionalSecretOutputs", resource.additionalSecretOutputs),
    ...Object.entries(resource.customTimeouts ?? {}).map(([name, value]) => `${name} timeout: ${value}`),
  ];
  return options.length === 0 ? undefined : options.join(", ");
}

/** Each dependency with the inputs that it comes from; `dependsOn` where it comes from none. */
function dependencies(resource: PlannedResource, colors: Colors): string {
  if (resource.dependencies.length === 0) return "";
  const lines = resource.dependencies.map((urn) => {
    const inputs = Object.entries(resource.propertyDependencies).flatMap(([name, urns]) =>
      urns.includes(urn) ? [name] : [],
    );
    return `  ${urn} ${colors.dim(`(${inputs.length === 0 ? "dependsOn" : inputs.join(", ")})`)}`;
  });
  return [colors.bold(`depends on ${resource.dependencies.length}`), ...lines].join("\n");
}

function properties(title: string, values: { readonly [key: string]: PlanValue }, colors: Colors): string {
  if (Object.keys(values).length === 0) return "";
  const text = stringify(values, { lineWidth: 0, aliasDuplicateObjects: false }).trimEnd();
  return `${colors.bold(title)}\n${text.replace(/^(?=.)/gm, "  ")}`;
}
