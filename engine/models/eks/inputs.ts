import * as pulumi from "@pulumi/pulumi";

/** Tags as the component's inputs have them. */
export type Tags = pulumi.Input<Record<string, pulumi.Input<string>>> | undefined;

/**
 * Refuses inputs that a model does not know, so that a plan never lacks what the real component would make.
 * @throws Error that names the inputs
 */
export function refuseUnknownInputs(type: string, inputs: pulumi.Inputs, known: ReadonlySet<string>): void {
  const unknown = Object.keys(inputs).filter((key) => inputs[key] !== undefined && !known.has(key));
  if (unknown.length > 0) {
    throw new Error(
      `A plan without the eks plugin does not know ${unknown.map((key) => `'${key}'`).join(", ")} of ${type}: ` +
        "leave it out, or install the plugin with `pulumi plugin install resource eks`",
    );
  }
}

/** Add-on configuration as JSON with sorted keys; undefined without values. */
export function addonConfiguration(values: pulumi.Input<object> | undefined): pulumi.Output<string> | undefined {
  return values === undefined ? undefined : pulumi.jsonStringify(values, sortKeys);
}

function sortKeys(_key: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return value;
  }
  return Object.fromEntries(Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1)));
}
