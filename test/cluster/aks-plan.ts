import * as pulumi from "@pulumi/pulumi";
import { target } from "../../components/cluster/aks";
import type { Target } from "../../components/cluster/contract";
import { planProgram, type Plan, type PlannedResource } from "../../engine";
import type { Problem } from "../../stacks/problem";
import { stackConfig } from "../support/config";

type Input = Parameters<typeof stackConfig>[0];
type Cluster = Extract<Input["cluster"], { provider: "aks" }>;

/** Object id of an Entra group. */
export const ADMINS = "11111111-2222-3333-4444-555555555555";

/** Keys of an AKS stack, with what every test needs already filled in. */
export function aksInput(cluster: Partial<Cluster> = {}, rest: Partial<Input> = {}): Input {
  return {
    cluster: { provider: "aks", name: "demo", region: "westeurope", ...cluster },
    tags: { team: "platform" },
    ...rest,
  };
}

/** A production stack with a domain. */
export function prodInput(cluster: Partial<Cluster> = {}, rest: Partial<Input> = {}): Input {
  return aksInput(
    { adminGroups: [ADMINS], ...cluster },
    {
      environment: "prod",
      domain: "platform.example.com",
      certificates: { email: "platform@example.com" },
      ...rest,
    },
  );
}

export interface AksPlanOptions {
  readonly unknowns?: boolean;
  /** Runs after the target was made, as the layers above do. */
  readonly use?: (target: Target) => Record<string, unknown> | void;
}

const cache = new Map<string, Promise<Plan>>();

/** The plan of the AKS target alone, below a component that stands for the platform; made once for all tests. */
export function planAks(input: Input, options: AksPlanOptions = {}): Promise<Plan> {
  const key = JSON.stringify([input, options.unknowns ?? false, options.use?.toString()]);
  const plan = cache.get(key) ?? makePlan(input, options);
  cache.set(key, plan);
  return plan;
}

function makePlan(input: Input, options: AksPlanOptions): Promise<Plan> {
  const config = stackConfig(input);
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

/** Gives each add-on that the platform has its identity. */
export function grantAll({ identity }: Target): void {
  identity.grant({ namespace: "external-dns", name: "external-dns" }, ["dns-records"]);
  identity.grant({ namespace: "cert-manager", name: "cert-manager" }, ["dns-challenges"]);
  identity.grant({ namespace: "logging", name: "fluent-bit" }, ["logs-write"]);
}

/** What the target refuses in a configuration, as `path: message (remedy)`. */
export function problems(input: Input): string[] {
  return target.check(stackConfig(input)).map(formatProblem);
}

function formatProblem({ path, message, remedy }: Problem): string {
  return `${path.join(".")}: ${message} (${remedy})`;
}

/** All resources of a type below `azure-native:`. */
export function ofType(plan: Plan, type: string): readonly PlannedResource[] {
  return plan.resources.filter((resource) => resource.type === `azure-native:${type}`);
}

/** The only resource of a type below `azure-native:`, or of a type and name. @throws Error when there is not exactly one */
export function only(plan: Plan, type: string, name?: string): PlannedResource {
  const found = ofType(plan, type).filter((resource) => name === undefined || resource.name === name);
  const [first] = found;
  if (first === undefined || found.length > 1) {
    const names = ofType(plan, type).map((resource) => resource.name);
    throw new Error(`${found.length} resources ${name ?? ""} of type ${type}: ${names.join(", ")}`);
  }
  return first;
}
