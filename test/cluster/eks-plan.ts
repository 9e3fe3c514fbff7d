import * as pulumi from "@pulumi/pulumi";
import { target } from "../../components/cluster/eks";
import type { Target } from "../../components/cluster/contract";
import { planProgram, type Plan, type PlannedResource } from "../../engine";
import type { StackConfig } from "../../stacks/config";
import { stackConfig } from "../support/config";

type Input = Parameters<typeof stackConfig>[0];
export type EksClusterInput = Extract<Input["cluster"], { provider: "eks" }>;

/** Keys of an EKS stack, with what every test needs already filled in. */
export function eksInput(cluster: Partial<EksClusterInput> = {}, rest: Partial<Input> = {}): Input {
  return { cluster: { provider: "eks", name: "demo", region: "eu-central-1", ...cluster }, ...rest };
}

export interface EksPlanOptions {
  readonly unknowns?: boolean;
  /** Runs after the target was made, as the layers above do. */
  readonly use?: (target: Target) => Record<string, unknown> | void;
}

/** The plan of the EKS target alone, below a component that stands for the platform. */
export function planEks(input: Input, options: EksPlanOptions = {}): Promise<Plan> {
  const config: StackConfig = stackConfig(input);
  return planProgram({
    project: "kiban",
    stack: "test",
    unknowns: options.unknowns,
    program: async () => {
      const platform = new pulumi.ComponentResource("test:index:Platform", "test");
      const made = target.create(config, platform);
      return options.use?.(made) ?? {};
    },
  });
}

/** All resources of a type. */
export function ofType(plan: Plan, type: string): readonly PlannedResource[] {
  return plan.resources.filter((resource) => resource.type === type);
}

/** The only resource of a type, or of a type and name. @throws Error when there is not exactly one */
export function only(plan: Plan, type: string, name?: string): PlannedResource {
  const found = ofType(plan, type).filter((resource) => name === undefined || resource.name === name);
  if (found.length !== 1) {
    throw new Error(
      `${found.length} resources of type ${type}: ${ofType(plan, type)
        .map((resource) => resource.name)
        .join(", ")}`,
    );
  }
  return found[0] as PlannedResource;
}
