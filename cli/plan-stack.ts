import * as path from "node:path";
import { planDirectory } from "../engine";
import type { Plan } from "../engine/plan";
import { readStackFile, type StackFile } from "../stacks/stack-file";
import { orInterrupted } from "./interrupt";

/** How a stack is planned. */
export interface PlanStackOptions {
  readonly directory: string;
  readonly stack: string;
  /** Leaves all outputs open that only a cloud can know, as in a first `pulumi preview`. */
  readonly unknowns?: boolean;
  /** Runs the program in a process of its own, as `pulumi` does. */
  readonly isolated?: boolean;
  readonly signal: AbortSignal;
}

/** A plan and the file that it was made from. */
export interface PlannedStack {
  readonly plan: Plan;
  readonly file: StackFile;
}

/**
 * Reads a stack's file and plans the program with it.
 * @throws ConfigurationError when the configuration is refused, EngineError when the program fails.
 */
export async function planStack(options: PlanStackOptions): Promise<PlannedStack> {
  const directory = path.resolve(options.directory);
  const file = readStackFile(directory, options.stack);
  const work = planDirectory({
    directory,
    project: file.project,
    stack: options.stack,
    config: file.config,
    secretConfigKeys: file.secretKeys,
    unknowns: options.unknowns ?? false,
    isolated: options.isolated ?? false,
    signal: options.signal,
  });
  return { plan: await orInterrupted(work, options.signal), file };
}
