import * as path from "node:path";
import { platformHost } from "../../components/addons/gateway/hosts";
import { loadStackFile } from "../../stacks/load";
import { listStacks } from "../../stacks/stack-file";
import { findDifferences, formatDifference, type ComparedStack, type Difference } from "../compare/sameness";
import { formatMarkdown, formatText, targetTable, type TargetTable } from "../compare/table";
import { UsageError } from "../errors";
import { EXIT_CODES } from "../exit-codes";
import type { CommonOptions } from "../options";
import { print } from "../output";
import { planStack } from "../plan-stack";

/** What commander read for `kiban compare`. */
export interface CompareOptions extends CommonOptions {
  readonly json?: boolean;
  readonly markdown?: boolean;
}

/** `kiban compare` */
export async function compare(names: readonly string[], options: CompareOptions, signal: AbortSignal): Promise<void> {
  const directory = path.resolve(options.directory);
  const stacks = names.length === 0 ? listStacks(directory) : [...new Set(names)];
  if (stacks.length === 0)
    throw new UsageError(`${options.directory} has no stack files; name a project with --directory`);
  const compared: ComparedStack[] = [];
  // One after the other: planning is all computation, so nothing is won by overlapping.
  for (const stack of stacks) compared.push(await planForComparison(directory, stack, signal));
  const table = targetTable(compared.map(({ plan }) => plan));
  const differences = findDifferences(compared);
  if (differences.length > 0) process.exitCode = EXIT_CODES.different;
  await print(present(table, differences, options));
}

async function planForComparison(directory: string, stack: string, signal: AbortSignal): Promise<ComparedStack> {
  const { plan, file } = await planStack({ directory, stack, signal });
  const config = loadStackFile(file);
  return { plan, environment: config.environment, host: platformHost(config, "app")?.hostname };
}

function present(table: TargetTable, differences: readonly Difference[], options: CompareOptions): string {
  if (options.json === true) return JSON.stringify({ ...table, differences }, undefined, 2);
  const same = "The application's and the tenants' objects are the same on all targets of one environment.";
  const others = differences.map((difference) => `- ${formatDifference(difference)}`);
  const verdict = others.length === 0 ? same : ["Objects that should be the same differ:", ...others].join("\n");
  return `${options.markdown === true ? formatMarkdown(table) : formatText(table)}\n\n${verdict}`;
}
