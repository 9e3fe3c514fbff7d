import * as fs from "node:fs";
import type { Plan } from "../../engine/plan";
import { writeFileAtomically } from "../atomic-write";
import { UsageError } from "../errors";

/** Raised when a plan of one version can no longer be compared with one of the next. */
const VERSION = 1;

interface SavedPlan {
  readonly kibanPlan: number;
  readonly plan: Plan;
}

/**
 * Saves a plan, which holds no secret, for `--against`.
 * @throws UsageError where the file cannot be written; a file that was there stays as it was.
 */
export function savePlan(file: string, plan: Plan): void {
  const saved: SavedPlan = { kibanPlan: VERSION, plan };
  writeFileAtomically(file, `${JSON.stringify(saved, undefined, 1)}\n`);
}

/** @throws UsageError where the file is none that `savePlan` wrote. */
export function readSavedPlan(file: string): Plan {
  let text: string;
  try {
    text = fs.readFileSync(file, "utf8");
  } catch (error) {
    throw new UsageError(
      `${file} cannot be read: ${(error as Error).message}; write one with kiban plan --save ${file}`,
    );
  }
  const remedy = `write it anew with kiban plan --save ${file}`;
  let saved: unknown;
  try {
    saved = JSON.parse(text);
  } catch {
    throw new UsageError(`${file} is no saved plan (not JSON); ${remedy}`);
  }
  if (!isSavedPlan(saved)) throw new UsageError(`${file} is no saved plan; ${remedy}`);
  if (saved.kibanPlan !== VERSION) throw new UsageError(`${file} is from another version of kiban; ${remedy}`);
  return saved.plan;
}

function isSavedPlan(value: unknown): value is SavedPlan {
  if (typeof value !== "object" || value === null || !("kibanPlan" in value) || !("plan" in value)) return false;
  const { plan } = value;
  return typeof plan === "object" && plan !== null && "resources" in plan && Array.isArray(plan.resources);
}
