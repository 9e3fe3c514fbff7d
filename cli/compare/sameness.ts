import type { Plan, PlannedResource, PlanValue } from "../../engine/plan";

/** A stack with what the sameness check must know of its configuration. */
export interface ComparedStack {
  readonly plan: Plan;
  /** Stacks of different environments differ on purpose: only those of one are held against each other. */
  readonly environment: string;
  /** The application's host name: the DNS row of the table. */
  readonly host: string | undefined;
}

/** An object of the application or a tenant that is not the same on two targets. */
export interface Difference {
  readonly stacks: readonly [string, string];
  /** Type and name. */
  readonly object: string;
  /** Path of the property; empty where one target has no such object. */
  readonly path: string;
  readonly values: readonly [PlanValue | undefined, PlanValue | undefined];
}

/** Components whose Kubernetes objects must be the same everywhere. */
const PORTABLE = /^kiban:(app|tenancy):/;

/** Keys that name the StorageClass, in objects and in chart values: the table's row of that name. */
const STORAGE_KEY = /^storageClass(Name)?$/;
const HOST_PLACEHOLDER = "<host>";

/**
 * Holds each stack's objects of the application and the tenants against those of the first stack of its environment,
 * leaving out what the table says may differ: StorageClass and host name.
 */
export function findDifferences(stacks: readonly ComparedStack[]): Difference[] {
  const environments = [...new Set(stacks.map(({ environment }) => environment))];
  return environments.flatMap((environment) => {
    const [first, ...others] = stacks.filter((stack) => stack.environment === environment);
    return first === undefined ? [] : others.flatMap((other) => differencesBetween(first, other));
  });
}

function differencesBetween(a: ComparedStack, b: ComparedStack): Difference[] {
  const [left, right] = [portableObjects(a), portableObjects(b)];
  const stacks = [a.plan.stack, b.plan.stack] as const;
  return [...new Set([...left.keys(), ...right.keys()])].flatMap((object): Difference[] => {
    const [x, y] = [left.get(object), right.get(object)];
    if (x === undefined || y === undefined)
      return [{ stacks, object, path: "", values: [x && "is there", y && "is there"] }];
    return changedPaths(x, y, "").map(({ path, values }) => ({ stacks, object, path, values }));
  });
}

/** Inputs by type and name of all Kubernetes objects below a portable component. */
function portableObjects({ plan, host }: ComparedStack): Map<string, PlanValue> {
  const byUrn = new Map(plan.resources.map((resource) => [resource.urn, resource]));
  const isPortable = (resource: PlannedResource | undefined): boolean =>
    resource !== undefined && (PORTABLE.test(resource.type) || isPortable(byUrn.get(resource.parent ?? "")));
  const objects = plan.resources.filter((resource) => resource.type.startsWith("kubernetes:") && isPortable(resource));
  return new Map(objects.map(({ type, name, inputs }) => [`${type} ${name}`, withoutRows(inputs, host)]));
}

function withoutRows(value: PlanValue, host: string | undefined): PlanValue {
  if (typeof value === "string") return host === undefined ? value : value.replaceAll(host, HOST_PLACEHOLDER);
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((part: PlanValue) => withoutRows(part, host));
  const entries = Object.entries(value).filter(([key]) => !STORAGE_KEY.test(key));
  return Object.fromEntries(entries.map(([key, part]) => [key, withoutRows(part as PlanValue, host)]));
}

type ChangedPath = Pick<Difference, "path" | "values">;

function changedPaths(a: PlanValue | undefined, b: PlanValue | undefined, path: string): ChangedPath[] {
  if (!isNested(a) || !isNested(b)) return a === b ? [] : [{ path, values: [a, b] }];
  const [left, right] = [entriesOf(a), entriesOf(b)];
  return [...new Set([...left.keys(), ...right.keys()])].flatMap((key) =>
    changedPaths(left.get(key), right.get(key), path === "" ? key : `${path}.${key}`),
  );
}

type Nested = Extract<PlanValue, object>;

function isNested(value: PlanValue | undefined): value is Nested {
  return typeof value === "object" && value !== null;
}

function entriesOf(value: Nested): Map<string, PlanValue> {
  return new Map(Object.entries(value) as [string, PlanValue][]);
}

/** A sentence for a person. */
export function formatDifference({ stacks, object, path, values }: Difference): string {
  const say = (value: PlanValue | undefined): string => (value === undefined ? "nothing" : JSON.stringify(value));
  const [a, b] = stacks;
  return `${object}${path === "" ? "" : ` ${path}`}: ${a} has ${say(values[0])}, ${b} has ${say(values[1])}`;
}
