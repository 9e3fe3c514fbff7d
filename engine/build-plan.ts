import type { Diagnostic, Plan, PlannedInvoke, PlannedResource } from "./plan";
import { UNKNOWN } from "./plan";
import type { MonitorContext } from "./monitor/context";
import type { ResourceEntry } from "./monitor/table";
import { showProperties } from "./plan-values";
import { UNKNOWN_WIRE, type WireObject } from "./values";

/** Turns what the monitor recorded into a plan. */
export function buildPlan(context: MonitorContext): Plan {
  const { project, stack, directory } = context.settings;
  const outputs = showProperties(context.stackOutputs, directory);
  return {
    project,
    stack,
    resources: [...context.table.all()].map((entry) => plannedResource(entry, directory)),
    outputs: outputs.values,
    secretOutputs: outputs.secrets,
    invokes: context.invokes.map(({ token, args, fixture }): PlannedInvoke => ({
      token,
      args: showProperties(context.redactor.object(args), directory).values,
      fixture,
    })),
    diagnostics: redactedDiagnostics(context),
  };
}

/** What the program said, without the secrets in it. */
export function redactedDiagnostics({ diagnostics, redactor }: MonitorContext): readonly Diagnostic[] {
  return diagnostics.map((diagnostic) => ({ ...diagnostic, message: redactor.text(diagnostic.message) }));
}

function plannedResource(entry: ResourceEntry, directory: string): PlannedResource {
  const { options } = entry;
  const inputs = showProperties(entry.inputs, directory);
  return {
    urn: entry.urn,
    type: entry.type,
    name: entry.name,
    parent: entry.parent,
    provider: entry.custom && entry.provider !== "" ? entry.provider.replace(UNKNOWN_WIRE, UNKNOWN) : undefined,
    custom: entry.custom,
    remote: entry.remote,
    modelled: entry.modelled,
    external: entry.external,
    inputs: inputs.values,
    secretInputs: inputs.secrets,
    outputs: shownOutputs(entry, directory),
    fixtureOutputs: entry.fixtureOutputs,
    dependencies: allDependencies(entry),
    propertyDependencies: propertyDependencies(entry),
    protect: options.getProtect() ?? false,
    retainOnDelete: options.getRetainOnDelete() ?? false,
    deletedWith: options.getDeletedWith() || undefined,
    deleteBeforeReplace: options.hasDeleteBeforeReplace() ? options.getDeleteBeforeReplace() : undefined,
    ignoreChanges: options.getIgnoreChangesList(),
    replaceOnChanges: options.getReplaceOnChangesList(),
    aliases: entry.aliases,
    additionalSecretOutputs: options.getAdditionalSecretOutputsList(),
    importId: entry.external ? undefined : options.getImport() || undefined,
    customTimeouts: customTimeouts(entry),
    version: options.getVersion(),
    pluginDownloadURL: options.getPluginDownloadUrl(),
    source: entry.source,
  };
}

/** Outputs other than the inputs that came back unchanged, and the id of what a provider manages. */
function shownOutputs(entry: ResourceEntry, directory: string): PlannedResource["outputs"] {
  const own: WireObject = {};
  const fixtures = new Set(entry.fixtureOutputs);
  for (const [key, value] of Object.entries(entry.outputs)) {
    if (!(key in entry.inputs) || fixtures.has(key)) {
      own[key] = value;
    }
  }
  return showProperties(entry.custom ? { id: entry.id ?? UNKNOWN_WIRE, ...own } : own, directory).values;
}

function allDependencies(entry: ResourceEntry): string[] {
  const urns = new Set(entry.dependencies);
  for (const ofProperty of entry.propertyDependencies.values()) {
    ofProperty.forEach((urn) => urns.add(urn));
  }
  return [...urns].sort();
}

function propertyDependencies(entry: ResourceEntry): PlannedResource["propertyDependencies"] {
  const result: { [property: string]: string[] } = {};
  for (const [key, urns] of entry.propertyDependencies) {
    if (urns.size > 0) {
      result[key] = [...urns].sort();
    }
  }
  return result;
}

function customTimeouts(entry: ResourceEntry): PlannedResource["customTimeouts"] {
  const timeouts = entry.options.getCustomTimeouts();
  const parts = { create: timeouts?.getCreate(), update: timeouts?.getUpdate(), delete: timeouts?.getDelete() };
  const given = Object.entries(parts).filter(([, value]) => value !== undefined && value !== "");
  return given.length === 0 ? undefined : Object.fromEntries(given);
}
