import { criticalPath, diffPlans, toPreviewJson } from "../../engine";
import type { Plan } from "../../engine/plan";
import { UsageError } from "../errors";
import { EXIT_CODES } from "../exit-codes";
import type { CommonOptions } from "../options";
import { colorsFor, print, type Colors } from "../output";
import { planStack, type PlannedStack } from "../plan-stack";
import { formatCriticalPath } from "../plan/critical-path";
import { formatDiff, isEmpty } from "../plan/diff";
import { findResource } from "../plan/find-resource";
import { formatPlan } from "../plan/format-plan";
import { readSavedPlan, savePlan } from "../plan/saved-plan";
import { formatResource } from "../plan/show";

/** What commander read for `kiban plan`. */
export interface PlanOptions extends CommonOptions {
  readonly stack: string;
  readonly unknowns?: boolean;
  readonly isolated?: boolean;
  readonly json?: boolean;
  readonly show?: string;
  readonly criticalPath?: boolean;
  readonly save?: string;
  readonly against?: string;
  readonly exitCode?: boolean;
}

/** `kiban plan` */
export async function plan(options: PlanOptions, signal: AbortSignal): Promise<void> {
  if (options.exitCode === true && options.against === undefined)
    throw new UsageError("--exit-code needs --against FILE");
  const before = options.against === undefined ? undefined : readSavedPlan(options.against);
  const planned = await planStack({ ...options, signal });
  if (options.save !== undefined) savePlan(options.save, planned.plan);
  const colors = colorsFor(options);
  await print(
    before === undefined ? present(planned, options, colors) : compare(before, planned.plan, options, colors),
  );
}

function present({ plan, file }: PlannedStack, options: PlanOptions, colors: Colors): string {
  if (options.json === true) return JSON.stringify(toPreviewJson(plan, file.config, file.secretKeys), undefined, 2);
  if (options.show !== undefined) return formatResource(findResource(plan, options.show), colors);
  if (options.criticalPath === true) return formatCriticalPath(criticalPath(plan), colors);
  return formatPlan(plan, colors);
}

function compare(before: Plan, after: Plan, options: PlanOptions, colors: Colors): string {
  const diff = diffPlans(before, after);
  if (options.exitCode === true && !isEmpty(diff)) process.exitCode = EXIT_CODES.different;
  return options.json === true ? JSON.stringify(diff, undefined, 2) : formatDiff(diff, colors);
}
