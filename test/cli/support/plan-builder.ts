import type { Plan, PlannedResource } from "../../../engine/plan";
import { createUrn } from "../../../engine/urn";

/** A planned resource with only what a test says; its URN follows from parent, type and name. */
export function resource(given: Partial<PlannedResource> & Pick<PlannedResource, "type" | "name">): PlannedResource {
  return {
    urn: createUrn("dev", "kiban", given.parent, given.type, given.name),
    parent: undefined,
    provider: undefined,
    custom: true,
    remote: false,
    modelled: false,
    external: false,
    inputs: {},
    secretInputs: [],
    outputs: {},
    fixtureOutputs: [],
    dependencies: [],
    propertyDependencies: {},
    protect: false,
    retainOnDelete: false,
    deletedWith: undefined,
    deleteBeforeReplace: undefined,
    ignoreChanges: [],
    replaceOnChanges: [],
    aliases: [],
    additionalSecretOutputs: [],
    importId: undefined,
    customTimeouts: undefined,
    version: "",
    pluginDownloadURL: "",
    source: undefined,
    ...given,
  };
}

/** The stack itself, parent of what has no other. */
export const stackResource = resource({ type: "pulumi:pulumi:Stack", name: "kiban-dev", custom: false });

/** A component below the stack. */
export function component(type: string, name: string, parent = stackResource): PlannedResource {
  return resource({ type, name, custom: false, parent: parent.urn });
}

/** A Kubernetes object as the SDK registers it. */
export function kubernetesObject(
  type: string,
  inputs: PlannedResource["inputs"],
  parent: PlannedResource = stackResource,
  name = "object",
): PlannedResource {
  return resource({ type: `kubernetes:${type}`, name, inputs, parent: parent.urn });
}

/** A plan of the stack and the resources given. */
export function planOf(resources: readonly PlannedResource[], given: Partial<Plan> = {}): Plan {
  return {
    project: "kiban",
    stack: "dev",
    resources: [stackResource, ...resources],
    outputs: {},
    secretOutputs: [],
    invokes: [],
    diagnostics: [],
    ...given,
  };
}
