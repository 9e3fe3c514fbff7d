import * as path from "node:path";
import { planDirectory } from "../../engine";
import type { Plan } from "../../engine/plan";
import { readStackFile } from "../../stacks/stack-file";

/** The project's folder. */
export const ROOT = path.resolve(__dirname, "../..");

/** Every stack that the repository ships, with its target. */
export const STACKS = [
  "dev",
  "prod",
  "eks-auto",
  "aks-dev",
  "aks-prod",
  "aks-auto",
  "gke-dev",
  "gke-prod",
  "gke-autopilot",
  "local",
  "local-prod",
] as const;

interface Mode {
  readonly unknowns?: boolean;
  readonly isolated?: boolean;
}

const cache = new Map<string, Promise<Plan>>();

/** The plan of a shipped stack, made once for all tests. */
export function planStack(stack: string, { unknowns = false, isolated = false }: Mode = {}): Promise<Plan> {
  const key = JSON.stringify([stack, unknowns, isolated]);
  const file = readStackFile(ROOT, stack);
  const plan =
    cache.get(key) ??
    planDirectory({
      directory: ROOT,
      project: file.project,
      stack,
      config: file.config,
      secretConfigKeys: file.secretKeys,
      unknowns,
      isolated,
    });
  cache.set(key, plan);
  return plan;
}
