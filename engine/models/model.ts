import type * as pulumi from "@pulumi/pulumi";

/** A component that a model has made, in the form that a component's plugin answers with. */
export interface ConstructedComponent {
  readonly urn: pulumi.Input<string>;
  /** The component's outputs. */
  readonly state: pulumi.Inputs;
}

/**
 * Makes what a remote component's plugin would make, where the plugin is not installed: the component itself and its
 * children, as ordinary resources of the SDK.
 * @throws Error for inputs that the model does not know; it never ignores one
 */
export type ConstructModel = (
  name: string,
  inputs: pulumi.Inputs,
  options: pulumi.ComponentResourceOptions,
) => ConstructedComponent;

/** Answers a component's method; `__self__` among the arguments is the component. */
export type MethodModel = (args: pulumi.Inputs) => pulumi.Inputs;
