import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { Addons } from "../../../components/addons";
import { planProgram, type Plan, type PlannedResource } from "../../../engine";
import type { StackInput } from "../../../stacks/schema";
import { stackConfig } from "../../support/config";
import { fakeTarget, type FakeTargetName } from "../../support/target";

/** A domain and what it asks for. */
export const withDomain = {
  domain: "platform.example.com",
  certificates: { email: "platform@example.com" },
} as const satisfies Partial<StackInput>;

/** Keys that every stack needs; the fake target stands for the cluster, whatever its provider. */
export const cluster = { provider: "eks", name: "main", region: "eu-central-1" } as const;

class Root extends pulumi.ComponentResource {
  constructor() {
    super("test:index:Root", "root", {}, { providers: [new random.Provider("random")] });
  }
}

/** What the add-ons of a configuration come to. */
export interface AddonsPlan {
  readonly plan: Plan;
  readonly notes: readonly string[];
  /** A resource by its type and name. */
  find(type: string, name: string): PlannedResource | undefined;
  /** The one resource of this type and name. */
  get(type: string, name: string): PlannedResource;
  release(name: string): PlannedResource;
}

export const RELEASE = "kubernetes:helm.sh/v3:Release";

const planned = new Map<string, Promise<AddonsPlan>>();

/** Plans the add-ons alone, on a fake target; the same request is planned once for all tests. */
export function planAddons(
  target: FakeTargetName,
  input: Partial<StackInput> = {},
  unknowns = false,
): Promise<AddonsPlan> {
  const key = JSON.stringify([target, input, unknowns]);
  const plan = planned.get(key) ?? makePlan(target, input, unknowns);
  planned.set(key, plan);
  return plan;
}

async function makePlan(target: FakeTargetName, input: Partial<StackInput>, unknowns: boolean): Promise<AddonsPlan> {
  const config = stackConfig({ cluster, ...input });
  let notes: readonly string[] = [];
  const plan = await planProgram({
    project: "kiban",
    stack: config.stack,
    unknowns,
    program: async () => {
      const root = new Root();
      notes = new Addons("addons", { config, target: fakeTarget(target, config, root) }, { parent: root }).notes;
    },
  });
  const find = (type: string, name: string): PlannedResource | undefined =>
    plan.resources.find((resource) => resource.type === type && resource.name === name);
  const get = (type: string, name: string): PlannedResource => {
    const found = find(type, name);
    if (found === undefined) throw new Error(`The plan has no ${type} named ${name}.`);
    return found;
  };
  return { plan, notes, find, get, release: (name) => get(RELEASE, name) };
}
