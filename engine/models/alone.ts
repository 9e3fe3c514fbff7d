import * as pulumi from "@pulumi/pulumi";
import type { ConstructModel } from "./model";

/** A component of which only its plugin knows the children. */
class Alone extends pulumi.ComponentResource {
  constructor(type: string, name: string, inputs: pulumi.Inputs, options: pulumi.ComponentResourceOptions) {
    super(type, name, inputs, options);
    this.registerOutputs({});
  }
}

/** A model that makes the component without children; its outputs stay unknown. */
export function constructAlone(type: string): ConstructModel {
  return (name, inputs, options) => ({ urn: new Alone(type, name, inputs, options).urn, state: {} });
}
