/** The result of running the program on the embedded engine: what `pulumi preview` would register. */

/** Plain JSON with three additions, all written as objects so that a plan can be saved and read back. */
export type PlanValue = null | boolean | number | string | readonly PlanValue[] | { readonly [key: string]: PlanValue };

/** Stands for a value that a plan never shows; the text itself is not kept anywhere in a plan. */
export const SECRET = "[secret]";
/** Stands for a value that is known only after `pulumi up`. */
export const UNKNOWN = "[unknown]";

export interface PlannedResource {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  /** URN of the parent; undefined for the stack itself. */
  readonly parent: string | undefined;
  /** `urn::id` of the provider; undefined for components and providers. */
  readonly provider: string | undefined;
  /** True for a resource that a provider manages, false for a component. */
  readonly custom: boolean;
  /** True for a component whose plugin constructs it. */
  readonly remote: boolean;
  /** True for a child that comes from a model of a remote component, not from its plugin. */
  readonly modelled: boolean;
  /** True for a resource that the program reads and does not manage. */
  readonly external: boolean;
  readonly inputs: { readonly [key: string]: PlanValue };
  /** Paths (`a.b[0]`) of inputs that are secrets; their values in `inputs` are `SECRET`. */
  readonly secretInputs: readonly string[];
  /** Outputs that are not inputs; every one is a fixture or unknown. */
  readonly outputs: { readonly [key: string]: PlanValue };
  /** Names of outputs that come from a fixture and not from the inputs. */
  readonly fixtureOutputs: readonly string[];
  /** URNs, sorted: explicit, implicit and of each property. */
  readonly dependencies: readonly string[];
  readonly propertyDependencies: { readonly [property: string]: readonly string[] };
  readonly protect: boolean;
  readonly retainOnDelete: boolean;
  readonly deletedWith: string | undefined;
  readonly deleteBeforeReplace: boolean | undefined;
  readonly ignoreChanges: readonly string[];
  readonly replaceOnChanges: readonly string[];
  /** URNs that the resource had before. */
  readonly aliases: readonly string[];
  readonly additionalSecretOutputs: readonly string[];
  readonly importId: string | undefined;
  readonly customTimeouts: { readonly create?: string; readonly update?: string; readonly delete?: string } | undefined;
  readonly version: string;
  readonly pluginDownloadURL: string;
  /** `file:line` of the constructor call, relative to the project. */
  readonly source: string | undefined;
}

/** A call of a provider's function, answered by a fixture. */
export interface PlannedInvoke {
  readonly token: string;
  readonly args: { readonly [key: string]: PlanValue };
  /** False where no fixture is known: the result is then unknown. */
  readonly fixture: boolean;
}

export interface Diagnostic {
  readonly severity: "debug" | "info" | "warning" | "error";
  readonly message: string;
  /** URN of the resource that it belongs to. */
  readonly urn: string | undefined;
}

export interface Plan {
  readonly project: string;
  readonly stack: string;
  /** In registration order. */
  readonly resources: readonly PlannedResource[];
  readonly outputs: { readonly [key: string]: PlanValue };
  /** Names of stack outputs that are secrets. */
  readonly secretOutputs: readonly string[];
  readonly invokes: readonly PlannedInvoke[];
  readonly diagnostics: readonly Diagnostic[];
}
