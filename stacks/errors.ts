import { RunError } from "@pulumi/pulumi/errors";

/** Something wrong in the configuration, with its place. */
export interface LocatedProblem {
  /** Path of the file relative to the project; undefined where the configuration did not come from a file. */
  readonly file: string | undefined;
  /** 1-based; undefined where `file` is. */
  readonly line: number | undefined;
  readonly column: number | undefined;
  /** Key as a user writes it, such as `kiban:cluster.nodePools[1].max`; undefined for a problem of the whole file. */
  readonly key: string | undefined;
  readonly message: string;
  /** What would be right; undefined where the message says it. */
  readonly remedy: string | undefined;
}

/** `Pulumi.dev.yaml:7:5 kiban:cluster.regoin: unknown key; did you mean "region"?` */
export function formatProblem(problem: LocatedProblem): string {
  const { file, line, column, key, message, remedy } = problem;
  const place = file === undefined ? "" : [file, line, column].filter((part) => part !== undefined).join(":");
  const subject = [place, key].filter((part) => part !== undefined && part !== "").join(" ");
  return `${subject === "" ? "" : `${subject}: `}${message}${remedy === undefined ? "" : `; ${remedy}`}`;
}

/** All problems, a line each, in the order of their places. */
export function formatProblems(problems: readonly LocatedProblem[]): string {
  const ordered = [...problems].sort((a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0));
  return [...new Set(ordered.map(formatProblem))].join("\n");
}

/**
 * The configuration is refused, before anything starts. A RunError: `pulumi` prints the message without a stack trace.
 */
export class ConfigurationError extends RunError {
  constructor(readonly problems: readonly LocatedProblem[]) {
    const count = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
    super(`The configuration is refused (${count}):\n${formatProblems(problems)}`);
    this.name = "ConfigurationError";
  }
}
