import * as pulumi from "@pulumi/pulumi";
import type { Plan, PlannedResource, PlanRequest, Program } from "../../../engine";
import { planProgram } from "../../../engine";

/** A component without a meaning of its own. */
export class Group extends pulumi.ComponentResource {
  constructor(name: string, options?: pulumi.ComponentResourceOptions, type = "test:index:Group") {
    super(type, name, {}, options);
  }
}

/** A resource of a provider that does not exist: `demo:index:Thing`. */
export class Thing extends pulumi.CustomResource {
  declare readonly value: pulumi.Output<string>;
  declare readonly arn: pulumi.Output<string>;

  constructor(
    name: string,
    inputs: pulumi.Inputs = {},
    options?: pulumi.CustomResourceOptions,
    type = "demo:index:Thing",
  ) {
    super(type, name, { value: undefined, arn: undefined, ...inputs }, { version: "1.2.3", ...options });
  }
}

/** A provider of any package. */
export class Provider extends pulumi.ProviderResource {
  constructor(packageName: string, name: string, inputs: pulumi.Inputs = {}) {
    super(packageName, name, inputs);
  }
}

/** Plans a program as stack `dev` of project `test`, without fixtures unless they are given. */
export function plan(program: Program, options: Partial<PlanRequest> = {}): Promise<Plan> {
  return planProgram({ project: "test", stack: "dev", fixtures: { resources: {}, invokes: {} }, ...options, program });
}

/** The resource of that name. */
export function resourceNamed(planned: Plan, name: string): PlannedResource {
  const found = planned.resources.find((resource) => resource.name === name);
  if (found === undefined) {
    throw new Error(
      `The plan has no resource '${name}', only ${planned.resources.map((resource) => resource.name).join(", ")}`,
    );
  }
  return found;
}

/** A program that makes something and returns nothing. */
export function making(make: () => void): Program {
  return async () => make();
}
