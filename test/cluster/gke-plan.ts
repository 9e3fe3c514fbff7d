import * as pulumi from "@pulumi/pulumi";
import type { Target } from "../../components/cluster/contract";
import { target } from "../../components/cluster/gke";
import { planProgram, type Fixtures, type Plan, type PlannedResource } from "../../engine";
import type { StackConfig } from "../../stacks/config";
import { stackConfig } from "../support/config";

type Input = Parameters<typeof stackConfig>[0];
type Cluster = Extract<Input["cluster"], { provider: "gke" }>;

/** Keys of a GKE stack, with what every test needs already filled in. */
export function gkeConfig(cluster: Partial<Cluster> = {}, rest: Partial<Input> = {}): StackConfig {
  return stackConfig({ ...rest, cluster: { provider: "gke", name: "demo", region: "europe-west1", ...cluster } });
}

export interface GkePlanOptions {
  readonly unknowns?: boolean;
  readonly fixtures?: Fixtures;
  /** Runs after the target was made, as the layers above do. */
  readonly use?: (target: Target) => Record<string, unknown> | void;
}

const cache = new Map<string, Promise<Plan>>();

/** The plan of the GKE target alone, below a component that stands for the platform; made once for each stack. */
export function planGke(config: StackConfig, options: GkePlanOptions = {}): Promise<Plan> {
  if (options.use !== undefined || options.fixtures !== undefined) {
    return makePlan(config, options);
  }
  const key = JSON.stringify([config, options]);
  const plan = cache.get(key) ?? makePlan(config, options);
  cache.set(key, plan);
  return plan;
}

function makePlan(config: StackConfig, { use, ...options }: GkePlanOptions): Promise<Plan> {
  return planProgram({
    project: "kiban",
    stack: "test",
    sources: false,
    ...options,
    program: async () => {
      const platform = new pulumi.ComponentResource("test:index:Platform", "test");
      const made = target.create(config, platform);
      return use?.(made) ?? {};
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
  const [resource] = found;
  if (resource === undefined || found.length > 1) {
    throw new Error(`${found.length} resources of type ${type}, named ${found.map((one) => one.name).join(", ")}`);
  }
  return resource;
}

/** True when `resource` waits for `other`: itself, by another resource, or because a component above it does. */
export function waitsFor(plan: Plan, resource: PlannedResource, other: PlannedResource): boolean {
  const byUrn = new Map(plan.resources.map((one) => [one.urn, one]));
  const seen = new Set<string>();
  const reaches = (urn: string): boolean => {
    if (urn === other.urn) return true;
    const one = byUrn.get(urn);
    if (one === undefined || seen.has(urn)) return false;
    seen.add(urn);
    return [...one.dependencies, ...(one.parent === undefined ? [] : [one.parent])].some(reaches);
  };
  return reaches(resource.urn);
}
