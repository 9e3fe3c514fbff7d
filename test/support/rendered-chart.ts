import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { parseAllDocuments, stringify } from "yaml";
import type { Values } from "../../stacks/config";

/** A Kubernetes object as Helm rendered it. */
export interface RenderedObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly annotations?: Record<string, string>;
  };
  readonly [key: string]: unknown;
}

export interface Container {
  readonly name: string;
  readonly image: string;
  readonly command?: readonly string[];
  readonly env?: readonly { readonly name: string; readonly value?: string; readonly valueFrom?: unknown }[];
  readonly securityContext: Record<string, unknown>;
  readonly resources: { readonly requests: Record<string, string>; readonly limits: Record<string, string> };
  readonly startupProbe?: unknown;
  readonly readinessProbe?: unknown;
  readonly livenessProbe?: unknown;
  readonly lifecycle?: unknown;
}

export interface PodSpec {
  readonly serviceAccountName: string;
  readonly automountServiceAccountToken: boolean;
  readonly securityContext: Record<string, unknown>;
  readonly terminationGracePeriodSeconds?: number;
  readonly topologySpreadConstraints?: readonly Record<string, unknown>[];
  readonly initContainers?: readonly Container[];
  readonly containers: readonly Container[];
  readonly volumes: readonly Record<string, unknown>[];
}

export const TASKBOARD = path.resolve(__dirname, "../../charts/taskboard");

/** Runs `helm template` (or another command that renders) on the task board's chart. */
export function helm(program: string, args: readonly string[], values: Values = {}): string {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), "kiban-helm-"));
  try {
    const file = path.join(directory, "values.yaml");
    fs.writeFileSync(file, stringify(values));
    return execFileSync(program, [...args, "--values", file], { encoding: "utf8", stdio: "pipe" });
  } finally {
    fs.rmSync(directory, { recursive: true });
  }
}

/** The task board's objects for an environment. */
export function renderTaskboard(program: string, environment: string, values: Values): RenderedObject[] {
  const file = path.join(TASKBOARD, `values-${environment}.yaml`);
  const text = helm(
    program,
    ["template", "taskboard", TASKBOARD, "--namespace", "taskboard", "--values", file],
    values,
  );
  return parseAllDocuments(text)
    .map((document) => document.toJS() as RenderedObject | null)
    .filter((object) => object !== null);
}

/** The pod that an object makes; undefined for one that makes none. */
export function podSpec(object: RenderedObject): PodSpec | undefined {
  if (object.kind === "Pod") return object.spec as PodSpec;
  if (object.kind === "CronJob") {
    return (object.spec as { jobTemplate: { spec: { template: { spec: PodSpec } } } }).jobTemplate.spec.template.spec;
  }
  return (object.spec as { template?: { spec: PodSpec } } | undefined)?.template?.spec;
}
